import HeraldTesting
import Postgres
import Schema
import Testing

@Suite("At 100,000 orders", .database)
struct SearchPlanTests {
    private static let fill = """
        INSERT INTO order_state (shard, generation, order_id, sales_channel, position, is_placed, is_test, ordered_at, email,
            search_terms, document)
        SELECT n % 64, 1, 'NQ-' || n, 'C', 1, true, false, now() - n * interval '1 minute', 'c' || n / 2 || '@mail.example',
            CASE WHEN n % 3 = 0 THEN ARRAY['RMA' || n, 'NP' || n] END, '{}'
        FROM generate_series(0, 99999) AS n;
        ANALYZE order_state
        """

    @Test(
        "a search goes along the three indexes, of the first generation and of a rebuilt one", arguments: [false, true])
    func plan(isRebuilt: Bool) async throws {
        let sql = SQL.findOrders.sql
        let plan = try await TestDatabase.current.pool.withConnection { connection in
            try connection.script(Self.fill)
            if isRebuilt {
                try connection.script(
                    """
                    SELECT create_generation();
                    INSERT INTO order_state_g2 (shard, generation, order_id, sales_channel, position, is_placed, is_test,
                        status, status_reason, ordered_at, email, document, search_terms)
                    SELECT shard, 2, order_id, sales_channel, position, is_placed, is_test, status, status_reason, ordered_at,
                        email, document, search_terms
                    FROM order_state_g1;
                    SELECT index_generation_keys(2);
                    SELECT index_generation_terms(2);
                    SELECT attach_generation(2);
                    SELECT switch_generation(2, 'test', 'test');
                    ANALYZE order_state
                    """)
                // One index a partition for each of the table: what the rebuild built was taken over.
                let indexes = try connection.query(
                    Statement(
                        name: "",
                        sql: """
                            SELECT (SELECT count(*) FROM pg_index WHERE indrelid = 'order_state'::regclass),
                                (SELECT count(*) FROM pg_index WHERE indrelid = 'order_state_g2'::regclass)
                            """))[0]
                #expect(try indexes.int64(0) == indexes.int64(1))
            }
            var binds: Parameters = ["NQ20731", "NQ20731\u{10FFFF}", "nq20731"]
            for _ in 0..<3 { binds.append(nil as String?) }
            for _ in 0..<2 { binds.append(nil as PostgresTimestamp?) }
            binds.append(nil as Int32?)
            binds.append(nil as PostgresTimestamp?)
            for _ in 0..<2 { binds.append(nil as String?) }
            binds.append(Int32(20))
            return try connection.query(Statement(name: "", sql: "EXPLAIN (ANALYZE, TIMING OFF) " + sql), binds)
                .map { try $0.string(0) }.joined(separator: "\n")
        }
        let (serving, other) = isRebuilt ? ("g2", "g1") : ("g1", "g2")
        for index in ["upper_idx", "email_idx", "search_terms_idx"] {
            #expect(plan.contains("order_state_\(serving)_\(index)"), "\(plan)")
        }
        #expect(!plan.contains("Seq Scan"), "\(plan)")
        // Nothing is read of a generation that does not serve.
        for line in plan.split(separator: "\n") where line.contains(" on order_state_\(other)_") {
            #expect(line.contains("never executed"), "\(line)")
        }
    }
}
