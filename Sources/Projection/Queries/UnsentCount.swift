public import Postgres
import Schema

/// How many communications were not sent for one reason, among those decided in one part of a span of time.
public struct UnsentCount: Hashable, Sendable {
    /// When the part begins.
    public var part: PostgresTimestamp
    /// `held` or `suppressed`.
    public var status: String
    public var reason: String
    public var count: Int
}

extension CommunicationQueries {
    /// Counts what is held and what was suppressed, by reason, in equal parts of a span of time; parts without any are left out.
    /// - Parameters:
    ///   - start: the beginning of the first part.
    ///   - end: the end of the last one.
    ///   - partLength: in seconds.
    public func unsent(
        from start: PostgresTimestamp, until end: PostgresTimestamp, partLength: Int
    ) async throws -> [UnsentCount] {
        try await pool.withConnection { connection in
            try connection.query(SQL.countUnsent, [start, end, Double(partLength)]).map { row in
                UnsentCount(
                    part: try row.timestamp(0), status: try row.string(1), reason: try row.string(2),
                    count: try row.int(3))
            }
        }
    }
}
