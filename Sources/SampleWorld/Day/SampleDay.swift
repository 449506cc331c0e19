/// A small hand-written day at North Quay and the days after it: a dozen orders whose fates a newcomer understands.
///
/// Each story has a file of its own beside this one. The whole spans less than ten days, so that nothing in it has
/// expired under the default `max_age` when the last message arrives.
public enum SampleDay {
    /// The order that shows nearly everything: `NQ-20731` of `NORTHQUAY_DE`.
    public static let heroOrder = "NQ-20731"

    /// The messages in order of delivery, from the morning of 2026-03-02 on.
    public static let messages: [String] = history(from: SampleWorld.defaultStartDate).map {
        String(decoding: $0.json, as: UTF8.self)
    }

    /// The messages in order of delivery, all dates moved so that the last one is delivered at a given moment.
    /// - Parameter last: microseconds since 1970-01-01T00:00:00Z.
    public static func messages(endingAt last: Int64) -> [[UInt8]] { history(endingAt: last).map(\.json) }

    /// Like ``messages(endingAt:)``, with what a test wants to know about each message.
    public static func history(endingAt last: Int64) -> [SampleMessage] {
        history(from: last - (history(from: 0).last?.time ?? 0))
    }

    /// The stories, in the order in which they begin.
    static let stories: [@Sendable (Calendar) -> Story] = [
        kettleForTibor, captureInVain, cardRefused, cancelledByTheCustomer, lateExpressDelivery, collectedAtTheQuay,
        parcelWithoutNotice, wrongSize, onlyATest, noAddressForMail, goodwill, oneLineMissing,
    ]

    private static func history(from start: Int64) -> [SampleMessage] {
        let calendar = Calendar(start: start)
        return stories.flatMap { $0(calendar).drafts.map(\.message) }.inOrderOfDelivery()
    }

    /// Names moments of the day and of the days after it.
    struct Calendar: Sendable {
        /// Six in the morning (UTC) of day 0.
        var start: Int64

        /// The moment `hour:minute` (UTC) of a day, counted from 0.
        func callAsFunction(day: Int, _ hour: Int, _ minute: Int) -> Int64 {
            start + Int64(day) * Moment.day + Int64(hour - 6) * Moment.hour + Int64(minute) * Moment.minute
        }
    }

    /// Begins the story of an order.
    /// - Parameters:
    ///   - number: the digits of its id.
    ///   - buyer: who pays.
    ///   - recipient: who gets the goods, if somebody else.
    ///   - skus: what is ordered, from the catalogue.
    ///   - shipping: shipping method and its gross cost in cents.
    ///   - placed: when.
    static func order(
        _ number: Int, _ channel: SalesChannel, by buyer: Person, for recipient: Person? = nil, _ skus: [String],
        shipping: (method: String, cost: Int) = ("STANDARD", 595), placed: Int64
    ) -> Story {
        var order = SampleOrder(
            id: "NQ-\(number)", channel: channel, placedAt: placed - 21 * Moment.second,
            customerID: "C-\(number % 9973)",
            buyer: buyer, recipient: recipient,
            payment: .init(method: "CREDITCARD", submethod: "VISA", gateway: "NORTHPAY", transaction: "np_\(number)"),
            number: number)
        for product in skus.compactMap({ sku in Product.catalogue.first { $0.sku == sku } }) { order.append(product) }
        order.appendShipping(shipping.method, cost: shipping.cost)
        return Story(order: order, at: placed, random: SplitMix64(seed: UInt64(number)))
    }
}

extension Story {
    /// Moves the clock to a moment of the day, then goes on.
    mutating func at(_ moment: Int64) { clock = moment }

    /// All goods stand ready in a warehouse.
    mutating func readyToShip() {
        mark(order.goods, "ALLOCATEDSHIP", "SHIPMENTCREATED")
        updated("LOGISTICS", "READYTOSHIP")
    }
}
