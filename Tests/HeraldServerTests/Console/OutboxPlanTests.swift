import HeraldTesting
import Postgres
import Schema
import Testing

@Suite("The lists of the outbox", .database)
struct OutboxPlanTests {
    /// 50,000 deliveries, of which few failed or are on their way.
    private func fill() async throws {
        try await TestDatabase.current.pool.withConnection { connection in
            for statement in [
                """
                INSERT INTO communication (shard, order_id, id, key, kind, audience, sales_channel, lines, status, reason,
                    position, occurred_at, decided_at, locale, facts)
                SELECT n % 64, 'NQ-' || n, gen_random_uuid(), n::text, 'order_confirmation', 'customer', 'C', '{}', 'sent',
                    NULL, n, now(), now(), 'en', '{}' FROM generate_series(1, 50000) n
                """,
                """
                INSERT INTO delivery (shard, communication_id, channel, recipient, order_id, status, created_at,
                    next_attempt_at, finished_at)
                SELECT shard, id, 'smtp', 'kim@example.com', order_id,
                    CASE WHEN position % 500 = 0 THEN 'failed' WHEN position % 500 = 1 THEN 'pending' ELSE 'sent' END,
                    now() - position * interval '1 minute', CASE WHEN position % 500 = 1 THEN now() END,
                    CASE WHEN position % 500 <> 1 THEN now() - position * interval '1 minute' END
                FROM communication
                """,
                "VACUUM ANALYZE communication", "VACUUM ANALYZE delivery",
            ] { try connection.script(statement) }
        }
    }

    private func list(after: Bool) -> Parameters {
        var binds = Parameters()
        for _ in 0..<3 { binds.append(nil as String?) }
        for _ in 0..<2 { binds.append(nil as PostgresTimestamp?) }
        binds.append(after ? PostgresTimestamp(microsecondsSince1970: 1_790_000_000_000_000) : nil)
        binds.append(after ? PostgresUUID(high: 1, low: 1) : nil)
        binds.append(after ? "smtp" : nil)
        binds.append(after ? "0" : nil)
        binds.append(Int32(51))
        return binds
    }

    @Test("go along their indexes and never through the whole table")
    func plans() async throws {
        try await fill()
        var traffic = Parameters()
        traffic.append(array: ["smtp"])
        traffic.append(array: [""])
        traffic.append(Int32(20_000))
        for (statement, parameters, index) in [
            (SQL.listDeliveries, list(after: false), "delivery_created_at"),
            (SQL.listDeliveries, list(after: true), "delivery_created_at"),
            (SQL.listDueDeliveries, list(after: false), "delivery_due"),
            (SQL.listDueDeliveries, list(after: true), "delivery_due"),
            (SQL.listFailedDeliveries, list(after: false), "delivery_failed"),
            (SQL.listFailedDeliveries, list(after: true), "delivery_failed"),
            (SQL.countDeliveriesByChannel, traffic, "delivery_created_at"),
        ] {
            let plan = try await TestDatabase.current.pool.withConnection { connection in
                try connection.query(
                    Statement(name: "", sql: "EXPLAIN (FORMAT JSON) " + statement.sql), parameters
                ).map { try $0.string(0) }.joined()
            }
            #expect(plan.contains("\"Index Name\": \"\(index)\""), "\(plan)")
            #expect(!plan.contains("\"Node Type\": \"Seq Scan\""), "\(plan)")
        }
    }
}
