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

/// A row of `delivery_attempt`: one try of a delivery.
public struct AttemptRecord: Hashable, Sendable {
    public var channel: String
    public var recipient: String
    /// From 1, counted over all retries.
    public var attempt: Int
    public var startedAt: Timestamp
    public var durationMilliseconds: Int?
    /// `sent`, `temporary`, `permanent`, `ambiguous`; nil while it runs.
    public var outcome: String?
    public var errorClass: String?
    public var response: String?
    public var nextAttemptAt: Timestamp?
}

/// A rendered part of a communication, as stored.
public enum ContentPart: String, Hashable, Sendable, CaseIterable {
    case subject
    case text
    case html
    /// The whole e-mail.
    case eml
    /// The communication as JSON with its rendered parts.
    case json
}

extension DeliveryRecord {
    /// Reads communication, channel, recipient, status, reason, attempts, next attempt, created, finished.
    init(_ row: Row, from start: Int = 0) throws(PostgresError) {
        communicationID = try row.uuid(start)
        channel = try row.string(start + 1)
        recipient = try row.string(start + 2)
        status = DeliveryStatus(rawValue: try row.string(start + 3)) ?? .pending
        reason = try row.optionalString(start + 4)
        attempts = try row.int(start + 5)
        nextAttemptAt = try row.optionalTimestamp(start + 6).map(Timestamp.init)
        createdAt = Timestamp(try row.timestamp(start + 7))
        finishedAt = try row.optionalTimestamp(start + 8).map(Timestamp.init)
    }
}

extension AttemptRecord {
    init(_ row: Row) throws(PostgresError) {
        channel = try row.string(0)
        recipient = try row.string(1)
        attempt = try row.int(2)
        startedAt = Timestamp(try row.timestamp(3))
        durationMilliseconds = try row.optionalInt(4)
        outcome = try row.optionalString(5)
        errorClass = try row.optionalString(6)
        response = try row.optionalString(7)
        nextAttemptAt = try row.optionalTimestamp(8).map(Timestamp.init)
    }
}
