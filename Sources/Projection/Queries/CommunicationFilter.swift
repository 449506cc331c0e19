public import Postgres

/// What may be asked of communications.
public struct CommunicationFilter: Sendable {
    public var kind: String?
    public var status: String?
    public var reason: String?
    public var audience: String?
    public var salesChannel: String?
    public var orderID: String?
    /// Decided at or after.
    public var since: PostgresTimestamp?
    /// Decided before.
    public var until: PostgresTimestamp?

    public init() {}
}

/// Where a list of communications goes on.
public struct CommunicationCursor: Sendable, Hashable {
    public var decidedAt: PostgresTimestamp
    public var id: PostgresUUID

    public init(decidedAt: PostgresTimestamp, id: PostgresUUID) {
        self.decidedAt = decidedAt
        self.id = id
    }

    /// Behind a communication.
    public init(after last: StoredCommunication) {
        self.init(decidedAt: PostgresTimestamp(last.decidedAt), id: last.id)
    }
}
