public import OMSMessages
public import Postgres

/// A row of `delivery`: one communication over one channel to one recipient.
public struct DeliveryRecord: Hashable, Sendable {
    public var communicationID: PostgresUUID
    public var channel: String
    public var recipient: String
    public var status: DeliveryStatus
    public var reason: String?
    /// Tries since it was made, or since somebody had it retried.
    public var attempts: Int
    /// When it is tried next; while it is being sent, when its claim runs out.
    public var nextAttemptAt: Timestamp?
    public var createdAt: Timestamp
    public var finishedAt: Timestamp?

    /// A delivery that is being sent.
    public init(
        sending communicationID: PostgresUUID, over channel: String, to recipient: String, attempts: Int,
        createdAt: Timestamp
    ) {
        self.communicationID = communicationID
        self.channel = channel
        self.recipient = recipient
        status = .sending
        reason = "sending"
        self.attempts = attempts
        self.createdAt = createdAt
    }

    /// Reads a row of `deliveries_of_communications`.
    init(_ row: Row) throws(PostgresError) {
        communicationID = try row.uuid(0)
        channel = try row.string(1)
        recipient = try row.string(2)
        status = DeliveryStatus(rawValue: try row.string(3)) ?? .pending
        reason = try row.optionalString(4)
        attempts = try row.int(5)
        nextAttemptAt = try row.optionalTimestamp(6).map { Timestamp($0) }
        createdAt = Timestamp(try row.timestamp(7))
        finishedAt = try row.optionalTimestamp(8).map { Timestamp($0) }
    }
}

/// Where a delivery stands.
public enum DeliveryStatus: String, Hashable, Sendable, CaseIterable {
    case pending
    case sending
    case sent
    /// Given up: a dead letter until somebody has it retried.
    case failed
    case cancelled
}
