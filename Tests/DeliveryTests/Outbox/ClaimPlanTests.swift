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
            (SQL.claimDeliveries, claim),
            (SQL.deliveryWorkDue, Parameters()),
        ] {
            let explain = Statement(name: "", sql: "EXPLAIN (FORMAT JSON) " + statement.sql)
            let plan = try await bench.pool.withConnection { connection in
                try connection.query(explain, parameters).map { try $0.string(0) }.joined()
            }
            let usesIndex = plan.contains("\"Index Name\": \"delivery_due\"")
            // Breakers are a handful.
            let scansTables = plan.contains(
                /"Node Type": "Seq Scan",[^{}]*"Relation Name": "(communication|delivery|delivery_attempt)"/)
            #expect(usesIndex && !scansTables, "\(plan)")
        }
    }

    private var claim: Parameters {
        var claim: Parameters = [PostgresUUID(high: 1, low: 1), Int32(32), 300.0, 900.0, "It waits."]
        claim.append(array: ["smtp"])
        claim.append(array: [Int32(5)])
        claim.append(array: [10.0])
        claim.append(array: [0.0])
        claim.append(array: ["chat"])
        claim.append(900.0)
        claim.append("It waits for its turn.")
        return claim
    }

    @Test("and deliveries that wait for a channel through theirs, among 100,000 finished ones")
    func waiting() async throws {
        try await fill(due: 2_000)
        try await bench.run(
            """
            UPDATE delivery SET reason = 'channel_paused', next_attempt_at = NULL WHERE status = 'pending';
            INSERT INTO channel_breaker (channel, endpoint, state, since, next_probe_at, is_releasing)
            VALUES ('mailbox', '', 'open', now(), now(), false), ('smtp', '', 'closed', now(), NULL, true);
            ANALYZE delivery;
            """)
        var list = Parameters()
        list.append(array: ["mailbox", "smtp"])
        list.append(array: ["", ""])
        for (statement, parameters) in [
            (SQL.grantProbes, [60.0] as Parameters), (SQL.releaseDeliveries, [Int32(500), "Ready."] as Parameters),
            (SQL.listChannels, list),
        ] {
            let explain = Statement(name: "", sql: "EXPLAIN (FORMAT JSON) " + statement.sql)
            let plan = try await bench.pool.withConnection { connection in
                try connection.query(explain, parameters).map { try $0.string(0) }.joined()
            }
            let scansDeliveries = plan.contains(
                /"Node Type": "Seq Scan",[^{}]*"Relation Name": "(communication|delivery)"/)
            #expect(plan.contains("\"Index Name\": \"delivery_waiting\"") && !scansDeliveries, "\(plan)")
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
