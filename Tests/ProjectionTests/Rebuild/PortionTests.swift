import HeraldTesting
import Postgres
import Projection
import SampleWorld
import Schema
import Testing

@Suite("A rebuild reads the log in portions of whole orders", .database)
struct PortionTests {
    private static var messages: [[UInt8]] {
        SampleWorld.histories(.init(orders: 150, seed: 51, quirks: true, shuffle: true, duplicates: true))
            .flatMap { $0 }.map(\.json)
    }

    private func rebuild(_ world: World, portions: Int, workers: Int = 2) -> Rebuild {
        Rebuild(
            pool: world.database.pool, policy: world.policy, workers: workers, portionSize: portions,
            logger: TestLog.quiet)
    }

    @Test("However large the portions are, the same documents come out, and nothing differs")
    func sizes() async throws {
        // Two shards: an order ends where a portion does, and where it does not, often enough.
        let world = World()
        try await world.append(Self.messages)
        try await world.project()
        let documents = try await world.documents()
        let messages = try await world.count("SELECT count(*) FROM message")
        #expect(documents.count > 140)
        for size in [1, 2, 7, 100, 100_000] {
            let verified = try await rebuild(world, portions: size).verify()
            #expect(verified.differenceCount == 0, "\(size): \(verified.differences)")
            #expect(verified.messages == Int(messages) && verified.orders == documents.count)
            let rebuilt = try await rebuild(world, portions: size).rebuild()
            #expect(rebuilt.differenceCount == 0, "\(size): \(rebuilt.differences)")
            #expect(rebuilt.communications == verified.communications)
            #expect(try await world.documents() == documents, "\(size)")
        }
    }

    @Test(
        "What is stored of orders that the log does not know is found, before, between and behind those it knows",
        arguments: [1, 10_000])
    func unknownOrders(portions: Int) async throws {
        let world = World()
        try await world.append(Self.messages)
        try await world.project()
        try await asSuperuser(
            """
            SET session_replication_role = replica;
            INSERT INTO order_state (shard, generation, order_id, sales_channel, position, is_placed, is_test, ordered_at, document)
            SELECT s.shard, c.generation, s.order_id, 'C', 1, false, false, '-infinity', '{}'
            FROM (VALUES (3, '!first'), (3, 'NQ-1000'), (3, '~last')) AS s (shard, order_id)
            JOIN checkpoint c ON c.shard = s.shard AND c.is_live;
            INSERT INTO communication (shard, order_id, id, key, kind, audience, sales_channel, lines, status, reason,
                position, occurred_at, decided_at, locale, facts)
            SELECT 3, '~~behind', gen_random_uuid(), 'k', 'order_confirmation', 'customer', 'C', '{}', 'sent', 'x', 1, now(),
                now(), 'en', '{}'
            """)
        let report = try await rebuild(world, portions: portions).verify()
        let found = report.differences.map { "\($0.kind.rawValue) \($0.orderID)" }.sorted()
        #expect(
            found == [
                "order_unknown !first", "order_unknown NQ-1000", "order_unknown ~last", "would_not_send ~~behind",
            ])
    }

    @Test(
        "A rebuild tells which communications lack and which are too many, and not of those sent again",
        arguments: [1, 10_000])
    func recordedCommunications(portions: Int) async throws {
        let world = World()
        try await world.append(Self.messages)
        try await world.project()
        try await asSuperuser(
            """
            SET session_replication_role = replica;
            DELETE FROM communication WHERE id = (SELECT max(id::text)::uuid FROM communication);
            INSERT INTO communication (shard, order_id, id, key, kind, audience, sales_channel, lines, status, reason,
                position, occurred_at, decided_at, locale, facts, resend_of)
            SELECT shard, order_id, gen_random_uuid(), what || key, kind, audience, sales_channel, lines, status, what,
                position, occurred_at, decided_at, locale, facts, CASE what WHEN 'again' THEN id END
            FROM (SELECT * FROM communication WHERE audience = 'customer' ORDER BY id LIMIT 1) one, unnest('{again,odd}'::text[]) what
            """)
        let report = try await rebuild(world, portions: portions).rebuild()
        #expect(
            report.differences.map(\.kind.rawValue).sorted() == ["would_not_send", "would_send"],
            "\(report.differences)")
        #expect(try await world.count("SELECT count(*) FROM communication WHERE reason IN ('again', 'odd')") == 2)
    }

    @Test(
        "Every query of a rebuild goes along an index, without sorting, with few messages or many",
        arguments: [200, 100_000])
    func plans(messages: Int) async throws {
        try await asSuperuser(
            """
            SET session_replication_role = replica;
            INSERT INTO message (shard, position, received_at, is_historical, digest, method, order_id, payload)
            SELECT n % 64, n / 64 + 1, now(), true, decode(md5(n::text), 'hex'), 'm', 'NQ-' || n / 20, '{"method":"m"}'
            FROM generate_series(0, \(messages) - 1) AS n;
            INSERT INTO order_state (shard, generation, order_id, sales_channel, position, is_placed, is_test, ordered_at, document)
            SELECT DISTINCT n % 64, 1, 'NQ-' || n / 20, 'C', 1, false, false, now(), '{}'
            FROM generate_series(0, \(messages) - 1) AS n;
            INSERT INTO communication (shard, order_id, id, key, kind, audience, sales_channel, lines, status, reason,
                position, occurred_at, decided_at, locale, facts)
            SELECT n % 64, 'NQ-' || n / 20, gen_random_uuid(), n::text, 'order_confirmation', 'customer', 'C', '{}', 'sent', 'x',
                1, now(), now(), 'en', '{}'
            FROM generate_series(0, \(messages) - 1) AS n;
            ANALYZE message; ANALYZE order_state
            """)
        try await asSuperuser("VACUUM (ANALYZE) communication")
        let select = SQL.copyOrderStreams.sql.split(separator: "\n").dropFirst().dropLast().joined(separator: "\n")
        var unexpected: Parameters = [Int16(5), Int64(9_000), "NQ-1", "NQ-2"]
        unexpected.append(array: [PostgresUUID(high: 1, low: 2)])
        let statements: [(String, Parameters)] = [
            (select, Parameters()),
            (SQL.storedOrders.sql, [Int16(5), Int32(1), "NQ-1", "NQ-2"]),
            (SQL.storedDecisions.sql, [Int16(5), Int64(9_000), "NQ-1", "NQ-2"]),
            (SQL.storedDecisionIds.sql, [Int16(5), "NQ-1", "NQ-2"]),
            (SQL.unexpectedDecisions.sql, unexpected),
            (SQL.countMessagesThrough.sql, [Int16(5), Int64(3)]),
            (SQL.lastStoredOrder.sql, [Int16(5), Int32(1)]),
        ]
        let plans = try await TestDatabase.current.pool.withConnection { connection in
            try connection.script(
                """
                SELECT set_config('herald.copy_shard', '5', false), set_config('herald.copy_after_order', 'NQ-1', false),
                    set_config('herald.copy_after', '4', false), set_config('herald.copy_through', '1000000', false),
                    set_config('herald.copy_limit', '10000', false)
                """)
            return try statements.map { sql, parameters in
                try connection.query(Statement(name: "", sql: "EXPLAIN " + sql), parameters)
                    .map { try $0.string(0) }.joined(separator: "\n")
            }
        }
        for plan in plans {
            // A table of one page may be read whole; a rebuild over many messages may not.
            #expect(messages < 1000 || !plan.contains("Seq Scan"), "\(plan)")
            #expect(messages < 1000 || !plan.contains("Sort"), "\(plan)")
        }
        #expect(plans[0].contains("message_order"), "\(plans[0])")
        let ids = try #require(plans.first { $0.contains("Aggregate") && $0.contains("communication") })
        #expect(messages < 1000 || ids.contains("Index Only Scan using communication_pkey"), "\(ids)")
    }
}
