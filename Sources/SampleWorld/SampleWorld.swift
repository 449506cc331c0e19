/// An invented shop, North Quay, whose OMS sends JSON-RPC messages about thousands of orders.
///
/// The same options give the same bytes, always. It reads no clock and does no I/O, and holds no more than the messages
/// of the orders that are open at one time, however many orders it tells about.
public struct SampleWorld: Sendable {
    /// What world to make.
    public struct Options: Sendable {
        /// How many orders; child orders come on top.
        public var orders: Int
        public var seed: UInt64
        /// How many order ids are left out before the first: worlds with other ids tell of other orders.
        public var skippedIDs: Int
        /// Spells messages with the quirks of real senders; what they mean stays the same.
        public var quirks: Bool
        /// Permutes the messages of each order over its times of delivery.
        public var shuffle: Bool
        /// Adds exact repeats (5 %) and re-emissions under a new JSON-RPC id (3 %).
        public var duplicates: Bool
        /// When the first order is placed, in microseconds since 1970-01-01T00:00:00Z.
        public var startDate: Int64
        /// From one order to the next, in seconds, at least 2. Shorter makes more orders open at one time.
        public var secondsBetweenOrders: Int
        /// Ids of the sales channels, at least one.
        public var channels: [String]

        public init(
            orders: Int, seed: UInt64, skippedIDs: Int = 0, quirks: Bool = false, shuffle: Bool = false,
            duplicates: Bool = false,
            startDate: Int64 = SampleWorld.defaultStartDate, secondsBetweenOrders: Int = 90,
            channels: [String] = SampleWorld.defaultChannels
        ) {
            precondition(!channels.isEmpty, "A sample world needs at least one sales channel.")
            self.orders = orders
            self.seed = seed
            self.skippedIDs = skippedIDs
            self.quirks = quirks
            self.shuffle = shuffle
            self.duplicates = duplicates
            self.startDate = startDate
            self.secondsBetweenOrders = max(2, secondsBetweenOrders)
            self.channels = channels
        }
    }

    /// 2026-03-02T06:00:00Z.
    public static let defaultStartDate: Int64 = 1_772_431_200_000_000
    public static let defaultChannels = ["NORTHQUAY_DE", "NORTHQUAY_US", "NORTHQUAY_FR"]

    private var histories: OrderHistories
    private var waiting = DeliveryQueue()
    private var nextOrder = 0
    /// When the next order is placed: its messages come no earlier.
    private var nextStart: Int64

    public init(_ options: Options) {
        histories = OrderHistories(options)
        nextStart = histories.start(of: 0)
    }

    /// The next message in order of delivery, as one line of JSON without a line break; nil after the last one.
    public mutating func next() -> [UInt8]? { nextMessage()?.json }

    /// The next message with what a test wants to know about it.
    public mutating func nextMessage() -> SampleMessage? {
        while nextOrder < histories.count, (waiting.first ?? .max) >= nextStart {
            for message in histories[nextOrder] { waiting.insert(message) }
            nextOrder += 1
            nextStart = histories.start(of: nextOrder)
        }
        return waiting.removeFirst()
    }

    /// How many messages wait for their time: the memory this world holds.
    public var waitingCount: Int { waiting.count }

    /// All messages, one list for each order (child orders have their own), each in order of delivery.
    public static func histories(_ options: Options) -> [[SampleMessage]] {
        var all = OrderHistories(options)
        return (0..<all.count).flatMap { index -> [[SampleMessage]] in
            let messages = all[index]
            let children = messages.filter(\.isOfChild)
            return [messages.filter { !$0.isOfChild }] + (children.isEmpty ? [] : [children])
        }
    }
}
