import HeraldTesting
import Postgres
import Schema
import Testing

@Suite("At 100,000 sessions of the console", .database)
struct ConsoleSessionPlanTests {
    @Test("one is found by its hash, and those that ran out by their time")
    func plans() async throws {
        let hash = [UInt8](repeating: 7, count: 32)
        let plans = try await TestDatabase.current.pool.withConnection { connection in
            try connection.script(
                """
                INSERT INTO console_session (hash, token_hash, expires_at)
                SELECT sha256(n::text::bytea), sha256('token'), now() + n * interval '1 second'
                FROM generate_series(1, 100000) AS n;
                ANALYZE console_session
                """)
            return [
                try Self.plan(SQL.findConsoleSession, [hash], connection),
                try Self.plan(SQL.endConsoleSession, [hash], connection),
                try Self.plan(SQL.startConsoleSession, [hash, hash, Int64(60)], connection),
            ]
        }
        #expect(plans[0].contains("console_session_pkey"), "\(plans[0])")
        #expect(plans[1].contains("console_session_pkey"), "\(plans[1])")
        #expect(plans[2].contains("console_session_expires_at"), "\(plans[2])")
        for plan in plans { #expect(!plan.contains("Seq Scan"), "\(plan)") }
    }

    private static func plan(
        _ statement: Statement, _ binds: Parameters, _ connection: isolated Connection
    ) throws -> String {
        try connection.query(Statement(name: "", sql: "EXPLAIN " + statement.sql), binds)
            .map { try $0.string(0) }.joined(separator: "\n")
    }
}
