import Delivery
import HeraldTesting
import OMSMessages
import Postgres
import Schema
import Testing

@Suite("The work list", .database) struct ClaimPlanTests {
    @Test("is found through its partial index among 100,000 finished deliveries")
    func plan() async throws {
        let bench = Workbench()
        try await bench.run(
            """
            INSERT INTO communication (shard, order_id, id, key, kind, audience, sales_channel, lines, status, position,
                occurred_at, decided_at, locale, facts)
            SELECT n % 64, 'O-' || n, ('00000000-0000-0000-0000-' || lpad(n::text, 12, '0'))::uuid, n::text,
                'order_confirmation', 'customer', 'C', '{}', 'sent', n, now(), now(), 'en', '{}'
            FROM generate_series(1, 100000) n;
            INSERT INTO delivery (shard, communication_id, channel, recipient, order_id, status, created_at, finished_at)
            SELECT n % 64, ('00000000-0000-0000-0000-' || lpad(n::text, 12, '0'))::uuid, 'mailbox', 'a@b.example',
                'O-' || n, 'sent', now(), now()
            FROM generate_series(1, 100000) n;
            ANALYZE communication, delivery, delivery_attempt;
            """)
        for (statement, parameters) in [
            (SQL.claimDeliveries, [PostgresUUID(high: 1, low: 1), Int32(32), 300.0, 900.0] as Parameters),
            (SQL.deliveryWorkDue, Parameters()),
        ] {
            let explain = Statement(name: "", sql: "EXPLAIN (FORMAT JSON) " + statement.sql)
            let plan = try await bench.pool.withConnection { connection in
                try connection.query(explain, parameters).map { try $0.string(0) }.joined()
            }
            #expect(plan.contains("\"Index Name\": \"delivery_due\""), "\(plan)")
            #expect(!plan.contains("\"Node Type\": \"Seq Scan\""), "\(plan)")
        }
    }
}
