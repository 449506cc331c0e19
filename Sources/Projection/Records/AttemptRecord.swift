public import OMSMessages
import Postgres

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

    /// Reads a row of `attempts_of_communication`.
    init(_ row: Row) throws(PostgresError) {
        channel = try row.string(0)
        recipient = try row.string(1)
        attempt = try row.int(2)
        startedAt = Timestamp(try row.timestamp(3))
        durationMilliseconds = try row.optionalInt(4)
        outcome = try row.optionalString(5)
        errorClass = try row.optionalString(6)
        response = try row.optionalString(7)
        nextAttemptAt = try row.optionalTimestamp(8).map { Timestamp($0) }
    }
}
