public import OMSMessages
public import Postgres

/// What somebody did: a row of `audit_log`.
public struct AuditEntry: Sendable {
    public var actedAt: Timestamp
    /// Unique among the actions of one moment.
    public var id: String
    /// What was done, such as `resend` or `token_revoked`.
    public var action: String
    public var actor: String
    public var reason: String
    /// What it was done to, in words.
    public var subject: String
    public var shard: Int16?
    public var orderID: String?
    public var communicationID: PostgresUUID?
    /// The message that was skipped or assigned.
    public var position: Int64?
    public var outcome: String?

    /// Every action that is recorded.
    public static let actions = [
        "acknowledge", "assign", "dismiss", "dismiss_dead_letters", "erase", "generation_switched", "pause_channel",
        "resend", "resume_channel", "retry", "retry_dead_letters", "sample_sent", "skip", "token_created",
        "token_revoked",
    ]

    init(_ row: Row) throws(PostgresError) {
        actedAt = Timestamp(try row.timestamp(0))
        id = try row.string(1)
        action = try row.string(2)
        actor = try row.string(3)
        reason = try row.string(4)
        subject = try row.string(5)
        shard = try row.optionalInt16(6)
        orderID = try row.optionalString(7)
        communicationID = try row.optionalUUID(8)
        position = try row.optionalInt64(9)
        outcome = try row.optionalString(10)
    }

    /// Writes the entry as the API gives it.
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("acted_at", actedAt)
            json.member("action_id", id)
            json.member("action", action)
            json.member("actor", actor)
            json.member("reason", reason)
            json.member("subject", subject)
            json.member("order_id", orderID)
            json.member("communication_id", communicationID?.description)
            json.member("outcome", outcome)
            json.key("position")
            guard let shard, let position else { return json.null() }
            json.object { json in
                json.member("shard", shard)
                json.member("position", position)
            }
        }
    }
}
