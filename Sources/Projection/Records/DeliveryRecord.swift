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

    /// Reads a row of `deliveries_of_communications`, or the delivery in one of `communications_of_order`.
    /// - Parameters:
    ///   - communicationID: the communication that it is a delivery of.
    ///   - first: the column that its own columns begin with.
    init(_ row: Row, of communicationID: PostgresUUID, from first: Int) throws(PostgresError) {
        self.communicationID = communicationID
        channel = try row.string(first)
        recipient = try row.string(first + 1)
        status = DeliveryStatus(rawValue: try row.string(first + 2)) ?? .pending
        reason = try row.optionalString(first + 3)
        attempts = try row.int(first + 4)
        nextAttemptAt = try row.optionalTimestamp(first + 5).map { Timestamp($0) }
        createdAt = Timestamp(try row.timestamp(first + 6))
        finishedAt = try row.optionalTimestamp(first + 7).map { Timestamp($0) }
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
