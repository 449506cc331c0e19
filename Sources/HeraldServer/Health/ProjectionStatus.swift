internal import Postgres
internal import Schema

/// How far the projection of one shard is.
struct ProjectionStatus: Sendable {
    var shard: Int16
    /// The newest position of the log.
    var head: Int64
    /// Everything up to here is folded.
    var checkpoint: Int64
    /// Receipt of the first message that is not folded.
    var waitingSince: PostgresTimestamp?
    /// The node that works on it.
    var owner: String?
    var epoch: Int64?
    var leaseExpiresAt: PostgresTimestamp?

    var lag: Int64 { max(0, head - checkpoint) }

    static func all(_ pool: ConnectionPool) async throws -> [ProjectionStatus] {
        let rows = try await pool.withConnection { try $0.query(SQL.projectionStatus) }
        return try rows.map { row in
            ProjectionStatus(
                shard: try row.int16(0), head: try row.int64(1), checkpoint: try row.int64(2),
                waitingSince: try row.optionalTimestamp(3), owner: try row.optionalString(4),
                epoch: try row.optionalInt64(5), leaseExpiresAt: try row.optionalTimestamp(6))
        }
    }
}

extension [ProjectionStatus] {
    /// How long the oldest message that is not folded has been waiting, in microseconds; 0 if none does.
    func oldestAge(now: Int64) -> Int64 {
        compactMap(\.waitingSince).map { Swift.max(0, now - $0.microsecondsSince1970) }.max() ?? 0
    }
}
