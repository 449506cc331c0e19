import HeraldServer
import HeraldTesting
import OMSMessages
import Postgres
import Testing

@Suite("Operations in the API", .database)
struct OperationAPITests {
    @Test("Projections show head, checkpoint, lag and owner of every shard, and the generations")
    func projections() async throws {
        try await RunningServer.with { server async throws in
            let placed = try await server.post("/oms", Messages.lineCancelled(order: "A")).json["result"]
            let answer = try await server.get("/api/v1/projections").json
            let shards = answer.elements("shards")
            #expect(shards.count == 64)
            let shard = try #require(shards.first { $0.int("shard") == placed?.int("shard") })
            #expect(shard.int("head") == 1)
            #expect(shard.int("checkpoint") == 0)
            #expect(shard.int("lag") == 1)
            #expect(shard.timestamp("waiting_since") != nil)
            #expect(answer.elements("generations").map { $0.string("status") } == ["live"])
        }
    }

    @Test("Walking the dead letters shows each once, section after section", arguments: [1, 2, 3, 5, 50])
    func deadLetters(limit: Int) async throws {
        try await RunningServer.with { server async throws in
            let place = try #require(try await server.post("/oms", Messages.lineCancelled(order: "A")).json["result"])
            let shard = try #require(place.int("shard"))
            try await server.pool.withConnection { connection in
                try connection.script(
                    """
                    INSERT INTO parked_order (shard, generation, order_id, position, error)
                    SELECT \(shard), 1, 'P' || n, n, 'broken' FROM generate_series(1, 3) n;
                    INSERT INTO set_aside_message (shard, generation, position, order_id) VALUES (\(shard), 1, 1, 'A');
                    INSERT INTO communication (shard, order_id, id, key, kind, audience, sales_channel, lines, status, reason,
                        position, occurred_at, decided_at, locale, facts)
                    SELECT 1, 'A', ('00000000-0000-0000-0000-00000000000' || n)::uuid, n::text, 'order_confirmation', 'customer',
                        'C', '{}', 'failed', 'smtp_550', 1, now(), now(), 'en', '{}'
                    FROM generate_series(0, 2) n;
                    INSERT INTO delivery (shard, communication_id, channel, recipient, order_id, status, created_at)
                    SELECT 1, '00000000-0000-0000-0000-000000000001', 'mail', 'r' || n, 'A', 'failed', now()
                    FROM generate_series(1, 3) n;
                    INSERT INTO delivery (shard, communication_id, channel, recipient, order_id, status, created_at)
                    VALUES (1, '00000000-0000-0000-0000-000000000001', 'mail', 'fine', 'A', 'sent', now());
                    """)
            }
            var types: [String?] = []
            var keys: [String] = []
            var target: String? = "/api/v1/dead-letters?limit=\(limit)"
            while let page = target {
                let answer = try await server.get(page).json
                let entries = answer.elements("dead_letters")
                #expect(entries.count <= limit)
                types += entries.map { $0.string("type") }
                keys += entries.map {
                    "\($0.string("order_id") ?? "") \($0.string("recipient") ?? "") \($0["position"] != nil)"
                }
                target = answer.string("next").map { "/api/v1/dead-letters?limit=\(limit)&after=\($0)" }
            }
            #expect(
                types == Array(repeating: "parked_order", count: 3) + ["set_aside_message"]
                    + Array(repeating: "failed_delivery", count: 3))
            #expect(Set(keys).count == 7)
            let only = try await server.get("/api/v1/dead-letters?type=set_aside_message").json
            #expect(only.elements("dead_letters").map { $0.string("order_id") } == ["A"])
        }
    }

    @Test("Deliveries are listed newest first, each once; the cursor holds no address")
    func deliveries() async throws {
        try await RunningServer.with { server async throws in
            try await server.pool.withConnection { connection in
                try connection.script(
                    """
                    INSERT INTO communication (shard, order_id, id, key, kind, audience, sales_channel, lines, status, reason,
                        position, occurred_at, decided_at, locale, facts)
                    SELECT 1, 'A', ('00000000-0000-0000-0000-00000000000' || n)::uuid, n::text, 'order_confirmation', 'customer',
                        'C', '{}', 'failed', 'smtp_550', 1, now(), now(), 'en', '{}'
                    FROM generate_series(0, 2) n;
                    INSERT INTO delivery (shard, communication_id, channel, recipient, order_id, status, created_at)
                    SELECT 1, ('00000000-0000-0000-0000-00000000000' || n % 3)::uuid, 'mail', 'kim' || n || '@example.com',
                        'A', CASE n % 2 WHEN 0 THEN 'failed' ELSE 'sent' END, timestamptz '2026-01-01' + (n / 4) * interval '1 day'
                    FROM generate_series(1, 9) n
                    """)
            }
            var seen: [String] = []
            var times: [String] = []
            var target: String? = "/api/v1/deliveries?limit=2"
            while let page = target {
                let answer = try await server.get(page).json
                seen += answer.elements("deliveries").compactMap { $0.string("recipient") }
                times += answer.elements("deliveries").compactMap { $0.string("created_at") }
                target = answer.string("next").map { "/api/v1/deliveries?limit=2&after=\($0)" }
            }
            #expect(seen.count == 9)
            #expect(Set(seen).count == 9)
            #expect(times == times.sorted(by: >))
            let failed = try await server.get("/api/v1/deliveries?status=failed&since=2026-01-02T00:00:00Z").json
            #expect(failed.elements("deliveries").count == 3)
        }
    }
}
