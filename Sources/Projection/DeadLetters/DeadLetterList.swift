public import Postgres

/// What cannot go on without a person: orders that are parked, and messages that nobody can place.
public struct DeadLetterList: Sendable {
    public var parked: [ParkedOrder] = []
    /// Two sales channels own their order id, and they name none: an operator must say whose they are.
    public var setAside: [MisplacedMessage] = []
    /// They name no sales channel, and no order with their id has come in the time given.
    public var overdue: [MisplacedMessage] = []

    public var isEmpty: Bool { parked.isEmpty && setAside.isEmpty && overdue.isEmpty }

    /// An order of which a message could not be folded; everything after it waits, other orders go on.
    public struct ParkedOrder: Hashable, Sendable {
        public var shard: Int16
        public var orderID: String
        /// The message that could not be folded.
        public var position: Int64
        public var method: String?
        public var messageID: String?
        public var error: String
        /// How often it was tried.
        public var attempts: Int
        public var parkedAt: PostgresTimestamp
        /// How many messages of the order came after it.
        public var waitingBehind: Int
    }

    /// A message that cannot be told which order it belongs to.
    public struct MisplacedMessage: Hashable, Sendable {
        public var shard: Int16
        public var orderID: String
        public var position: Int64
        public var method: String
        public var messageID: String?
        public var receivedAt: PostgresTimestamp
        /// The channels that own the order id, ascending.
        public var salesChannels: [String]
    }
}

extension DeadLetterList.ParkedOrder {
    /// Reads a row of `parked_orders`.
    init(_ row: Row) throws(PostgresError) {
        self.init(
            shard: try row.int16(0), orderID: try row.string(1), position: try row.int64(2),
            method: try row.optionalString(6), messageID: try row.optionalString(7), error: try row.string(3),
            attempts: try row.int(4), parkedAt: try row.timestamp(5), waitingBehind: try row.int(8))
    }
}

extension DeadLetterList.MisplacedMessage {
    /// Reads a row of `set_aside_messages` or `overdue_messages`.
    init(_ row: Row) throws(PostgresError) {
        self.init(
            shard: try row.int16(0), orderID: try row.string(1), position: try row.int64(2), method: try row.string(3),
            messageID: try row.optionalString(4), receivedAt: try row.timestamp(5),
            salesChannels: try row.stringArray(6))
    }
}
