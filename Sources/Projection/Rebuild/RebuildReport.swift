public import OMSMessages

/// What a rebuild measured and found.
public struct RebuildReport: Sendable {
    /// How many differences are listed; more are only counted.
    public static let differenceLimit = 1000

    public var messages = 0
    public var orders = 0
    public var communications = 0
    public var parkedOrders = 0
    public var duration: Duration = .zero
    /// The generation that serves now, after a rebuild; nil after a comparison.
    public var generation: Int32?
    public var differenceCount = 0
    public private(set) var differences: [RebuildDifference] = []

    public init() {}

    /// How many differences of each shard are kept with the generation.
    private static let keptLimit = 100

    /// The first differences, as an array in JSON.
    var firstDifferences: String {
        var json = JSONWriter()
        json.array { json in
            for difference in differences.prefix(RebuildReport.keptLimit) { difference.write(to: &json) }
        }
        return json.text
    }

    public var messagesPerSecond: Double {
        let seconds = Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
        return seconds > 0 ? Double(messages) / seconds : 0
    }

    mutating func add(_ difference: RebuildDifference) {
        differenceCount += 1
        if differences.count < RebuildReport.differenceLimit { differences.append(difference) }
    }

    mutating func add(_ other: RebuildReport) {
        messages += other.messages
        orders += other.orders
        communications += other.communications
        parkedOrders += other.parkedOrders
        for difference in other.differences { add(difference) }
        differenceCount += other.differenceCount - other.differences.count
    }
}

/// A difference between what is stored and what the log says.
public struct RebuildDifference: Sendable, Hashable {
    public enum Kind: String, Sendable, CaseIterable {
        /// The stored read model of an order is not what its messages fold to.
        case orderDiffers = "order_differs"
        /// The log has an order that the read model lacks.
        case orderMissing = "order_missing"
        /// The read model has an order that the log does not.
        case orderUnknown = "order_unknown"
        /// The log calls for a communication that was never recorded. It is reported, not sent.
        case wouldSend = "would_send"
        /// A communication was recorded that the log does not call for.
        case wouldNotSend = "would_not_send"
        /// A communication would say something else now.
        case factsChanged = "facts_changed"
    }

    public var kind: Kind
    public var shard: Int16
    public var salesChannel: String
    public var orderID: String
    /// The kind of communication, where it is about one.
    public var communication: String?
    /// What was and what would be, where both are known.
    public var detail: String?

    /// Writes the difference as JSON.
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("difference", kind.rawValue)
            json.member("shard", shard)
            json.member("sales_channel", salesChannel)
            json.member("order_id", orderID)
            json.member("kind", communication)
            json.member("detail", detail)
        }
    }
}
