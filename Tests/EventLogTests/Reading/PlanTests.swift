import HeraldTesting
import Postgres
import Schema
import Testing

@testable import EventLog

@Suite("At 100,000 messages", .database)
struct PlanTests {
    /// Fills the log the short way, and lets the planner know.
    private func fill() async throws {
        try await asSuperuser(
            """
            SET session_replication_role = replica;
            INSERT INTO message (shard, position, received_at, is_historical, digest, method, order_id, payload)
            SELECT n % 64, n / 64 + 1, now(), true, decode(md5(n::text), 'hex'), 'm', 'NQ-' || n / 20, '{"method":"m"}'
            FROM generate_series(0, 99999) AS n;
            UPDATE shard_position SET position = (SELECT max(position) FROM message m WHERE m.shard = shard_position.shard);
            ANALYZE message; ANALYZE shard_position
            """)
    }

    private func plan(_ sql: String, _ parameters: Parameters = Parameters(), generic: Bool = false) async throws
        -> String
    {
        try await TestDatabase.current.pool.withConnection { connection in
            if generic { try connection.script("SET plan_cache_mode = force_generic_plan") }
            let name = generic ? "explained" : ""
            let rows = try connection.query(Statement(name: name, sql: "EXPLAIN " + sql), parameters)
            return try rows.map { try $0.string(0) }.joined(separator: "\n")
        }
    }

    private func expectIndexOnly(_ plan: String, _ index: String) {
        #expect(
            plan.contains("Index Scan using \(index)") || plan.contains("Index Only Scan using \(index)"), "\(plan)")
        #expect(!plan.contains("Sort") && !plan.contains("Seq Scan") && !plan.contains("Bitmap"), "\(plan)")
    }

    @Test("every query of the log goes along an index, without sorting")
    func plans() async throws {
        try await fill()
        for generic in [false, true] {
            let page = try await plan(
                SQL.readMessagePage.sql, [.int16(5), .int64(700), .int64(1000)], generic: generic)
            expectIndexOnly(page, "message_pkey")
            let order = try await plan(
                SQL.readOrderMessages.sql, [.int16(5), "NQ-700", .int64(0), .int64(.max), .int64(10000)],
                generic: generic)
            expectIndexOnly(order, "message_order")
            expectIndexOnly(
                try await plan(SQL.readMessage.sql, [.int16(5), .int64(7)], generic: generic), "message_pkey")
        }
        let heads = try await plan(SQL.readShardHeads.sql)
        #expect(!heads.contains("Sort") && !heads.contains("message"), "\(heads)")
        let bounds = try await plan(SQL.readShardBounds.sql)
        #expect(!bounds.contains("Seq Scan") && bounds.contains("Index Only Scan"), "\(bounds)")
    }

    @Test("a COPY of a range goes along the primary key")
    func copy() async throws {
        try await fill()
        let select = SQL.copyMessages.sql.split(separator: "\n").dropFirst().dropLast().joined(separator: "\n")
        let range = """
            SELECT set_config('herald.copy_shard', '5', false), set_config('herald.copy_after', '0', false),
                set_config('herald.copy_through', '9223372036854775807', false)
            """
        let plan = try await TestDatabase.current.pool.withConnection { connection in
            try connection.script(range)
            let rows = try connection.query(Statement(name: "", sql: "EXPLAIN " + select))
            return try rows.map { try $0.string(0) }.joined(separator: "\n")
        }
        #expect(plan.contains("message_pkey"), "\(plan)")
        #expect(!plan.contains("Seq Scan"), "\(plan)")
    }

    @Test("the search for duplicates goes along the index of digests, in every call of the function")
    func duplicates() async throws {
        try await fill()
        let results = try await withAppender { appender in
            for round in 0..<12 { _ = try await appender.append(try messages(round * 100..<round * 100 + 100)) }
            return try await appender.append(try messages(0..<1200))
        }
        #expect(results.areDuplicates)
        // The server's statistics say what was used.
        let batch = try messages(0..<1000)
        let (before, after) = try await TestDatabase.current.pool.withConnection { connection in
            let before = try connection.scans()
            _ = try connection.query(SQL.appendMessages, Parameters(appending: batch))
            return (before, try connection.scans())
        }
        #expect(after.sequential == before.sequential)
        #expect(after.byDigest == before.byDigest + 1000)
    }
}

extension Connection {
    /// How often the messages were read from end to end, and through the index of digests.
    fileprivate func scans() throws -> (sequential: Int, byDigest: Int) {
        try script("SELECT pg_stat_force_next_flush()")
        let sql = """
            SELECT seq_scan, (SELECT idx_scan FROM pg_stat_user_indexes WHERE indexrelname = 'message_digest')
            FROM pg_stat_user_tables WHERE relname = 'message'
            """
        let row = try query(Statement(name: "", sql: sql))[0]
        return (try row.int(0), try row.int(1))
    }
}
