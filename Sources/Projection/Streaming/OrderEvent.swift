public import OMSMessages
public import OrderModel

/// Something that happened to an order, or was decided about it, with one message of the log.
public struct OrderEvent: Sendable {
    public var shard: Int16
    /// The message that brought it about.
    public var position: Int64
    /// When that message was received.
    public var at: Timestamp
    public var messageID: String?
    public var salesChannel: String
    public var orderID: String
    public var content: Content

    public enum Content: Sendable {
        case transition(Transition)
        /// A communication that was decided, or decided again, as it stands when it is read.
        case communication(StoredCommunication)
    }
}

/// The events of some messages of one shard.
public struct OrderEventPage: Sendable {
    /// In log order.
    public var events: [OrderEvent]
    /// Everything up to this position has been read.
    public var position: Int64
}

/// How far somebody has read: a position for each shard.
///
/// Why this is sound, and a time or an id of an event would not be: transactions commit in another order than they begin, so
/// behind the newest time that is visible an older one may still appear. A position cannot: messages of a shard are numbered
/// without gaps in the order in which they become visible (invariant 3), and the checkpoint of a shard is committed together
/// with everything that follows from the messages up to it (invariant 5). Whoever has read a shard up to its checkpoint has
/// read all there is and ever will be up to there.
public struct OrderEventCursor: Hashable, Sendable {
    /// By shard.
    public var positions: [Int64]

    public init(positions: [Int64]) { self.positions = positions }

    /// How many messages lie between this cursor and another that is further on.
    public func distance(to other: OrderEventCursor) -> Int64 {
        zip(positions, other.positions).reduce(0) { $0 + max(0, $1.1 - $1.0) }
    }
}
