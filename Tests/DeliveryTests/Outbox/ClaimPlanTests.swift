import Delivery
import HeraldTesting
import OMSMessages
import Postgres
import Schema
import Testing

@Suite("The work list", .database) struct ClaimPlanTests {
    let bench = Workbench()

    @Test("is found through its partial index among 100,000 finished deliveries", arguments: [0, 5_000])
    func plan(due: Int) async throws {
        try await fill(due: due)
        for (statement, parameters) in [
            (SQL.claimDeliveries, [PostgresUUID(high: 1, low: 1), Int32(32), 300.0, 900.0] as Parameters),
            (SQL.deliveryWorkDue, Parameters()),
        ] {
            let explain = Statement(name: "", sql: "EXPLAIN (FORMAT JSON) " + statement.sql)
            let plan = try await bench.pool.withConnection { connection in
                try connection.query(explain, parameters).map { try $0.string(0) }.joined()
            }
            let usesIndex = plan.contains("\"Index Name\": \"delivery_due\"")
            let scansTables = plan.contains("\"Node Type\": \"Seq Scan\"")
            #expect(usesIndex && !scansTables, "\(plan)")
        }
    }

    /// Orders with one communication, one delivery and one attempt each; the last ones are due.
    private func fill(due: Int) async throws {
        try await bench.run(
            """
            CREATE TEMPORARY TABLE made AS
            SELECT (n % 64)::smallint AS shard, 'O-' || n AS order_id, n, n > 100000 AS is_due,
                ('00000000-0000-0000-0000-' || lpad(n::text, 12, '0'))::uuid AS id
            FROM generate_series(1, 100000 + \(due)) n;
            INSERT INTO communication (shard, order_id, id, key, kind, audience, sales_channel, lines, status, reason,
                position, occurred_at, decided_at, locale, facts)
            SELECT shard, order_id, id, n::text, 'order_confirmation', 'customer', 'C', '{}',
                CASE WHEN is_due THEN 'pending' ELSE 'sent' END, 'ready', n, now(), now(), 'en', '{}'
            FROM made;
            INSERT INTO delivery (shard, communication_id, channel, recipient, order_id, status, next_attempt_at, created_at)
            SELECT shard, id, 'mailbox', 'a@b.example', order_id, CASE WHEN is_due THEN 'pending' ELSE 'sent' END,
                CASE WHEN is_due THEN now() END, now()
            FROM made;
            INSERT INTO delivery_attempt (shard, communication_id, channel, recipient, attempt, started_at, outcome)
            SELECT shard, id, 'mailbox', 'a@b.example', 1, now(), 'sent' FROM made;
            DROP TABLE made;
            ANALYZE communication, delivery, delivery_attempt;
            """)
    }
}
