import HeraldTesting
import OMSMessages
import Postgres
import Testing

@testable import HeraldServer

@Suite("Health")
struct HealthTests {
    @Test("A database that is not migrated is a reason not to be ready", .emptyDatabase)
    func notMigrated() async throws {
        try await RunningServer.with {
            $0.tokens = [ConfiguredToken(name: "a", role: .viewer, hash: "00")]
        } _: { server async throws in
            #expect(try await server.get("/healthz").status == 200)
            let response = try await server.get("/readyz")
            #expect(response.status == 503)
            #expect(try response.json.elements("reasons").first?.string?.contains("herald migrate") == true)
        }
    }

    @Test("Ready with the database, not ready without, ready again when it is back")
    func transitions() async throws {
        try await ServerUnderTest.with { database in
            try await withMigratedPool(database) { pool in
                try await RunningServer.with(pool: pool) { server async throws in
                    #expect(try await server.get("/readyz").status == 200)
                    await database.stop()
                    let response = try await server.get("/readyz")
                    #expect(response.status == 503)
                    #expect(try response.json.bool("ready") == false)
                    #expect(try await server.get("/healthz").status == 200)
                    #expect(try await server.get("/metrics").status == 200)
                    try await database.start()
                    #expect(try await server.get("/readyz").status == 200)
                }
            }
        }
    }

    @Test("The metrics tell of requests, messages, refusals and the projection's lag", .database)
    func metrics() async throws {
        try await RunningServer.with { server async throws in
            _ = try await server.post("/oms", Messages.lineCancelled(order: "A"))
            _ = try await server.post("/oms", Messages.lineCancelled(order: "A"))
            _ = try await server.post("/oms", "{")
            _ = try await server.get("/api/v1/orders/secret-channel/secret-order")
            try await server.pool.withConnection { connection in
                try connection.script(
                    """
                    INSERT INTO delivery (shard, communication_id, channel, recipient, order_id, status, created_at)
                    SELECT 1, gen_random_uuid(), 'smtp', 'secret@example.com', 'A', status, now()
                    FROM unnest(ARRAY['failed', 'failed', 'sent']) AS status;
                    INSERT INTO communication (shard, order_id, id, key, kind, audience, sales_channel, lines, status,
                        reason, position, occurred_at, decided_at, due_at, locale, facts)
                    SELECT 1, 'A', gen_random_uuid(), n::text, 'refund_triggered', 'customer', 'C', '{}', 'held',
                        'no_recipient', n, now(), now(), now() + n * interval '1 hour', 'en', '{}'
                    FROM generate_series(-1, 1) n WHERE n <> 0;
                    INSERT INTO channel_breaker (channel, endpoint, state, since)
                    VALUES ('smtp', '', 'closed', now()), ('webhook', 'erp', 'gone', now()),
                        ('chat', '', 'paused', now()), ('chat', 'desk', 'closed', now());
                    """)
            }
            let text = try await server.get("/metrics").text
            let method = "magento.sales.order_management.line_cancelled"
            for line in [
                #"herald_messages_appended_total{method="\#(method)",duplicate="false"} 1"#,
                #"herald_messages_appended_total{method="\#(method)",duplicate="true"} 1"#,
                #"herald_messages_rejected_total{reason="parse_error"} 1"#,
                #"herald_http_requests_total{route="/oms",status="200"} 2"#,
                "herald_dead_letters 2", "herald_overdue_holds 1",
                #"herald_channel_up{channel="smtp",endpoint=""} 1"#,
                #"herald_channel_up{channel="webhook",endpoint="erp"} 0"#,
                #"herald_channel_up{channel="chat",endpoint="desk"} 0"#,
                #"herald_http_requests_total{route="/oms",status="400"} 1"#,
                #"herald_http_requests_total{route="/api/v1/orders/{channel}/{order}",status="404"} 1"#,
            ] {
                #expect(text.contains(line), "\(line)")
            }
            #expect(text.contains(#"herald_projection_lag_messages{shard=""#))
            #expect(!text.contains("secret"))
        }
    }
}

@Suite("A projection that is stuck")
struct ProjectionWatchTests {
    private func shard(_ checkpoint: Int64, waitingSince: Int64?) -> ProjectionStatus {
        ProjectionStatus(
            shard: 3, head: 100, checkpoint: checkpoint,
            waitingSince: waitingSince.map { PostgresTimestamp(microsecondsSince1970: $0 * 1_000_000) }, owner: nil,
            epoch: nil, leaseExpiresAt: nil)
    }

    @Test("is one whose messages wait while it does not advance; a busy one is not")
    func stuck() {
        var watch = ProjectionWatch(limit: .seconds(60))
        func look(_ status: ProjectionStatus, at second: Int64) -> [Int16] {
            watch.stuck([status], now: second * 1_000_000)
        }
        // Behind by far, but advancing.
        #expect(look(shard(10, waitingSince: 0), at: 1000).isEmpty)
        #expect(look(shard(20, waitingSince: 0), at: 1100).isEmpty)
        // The same place for longer than the limit.
        #expect(look(shard(20, waitingSince: 0), at: 1160).isEmpty)
        #expect(look(shard(20, waitingSince: 0), at: 1161) == [3])
        #expect(look(shard(21, waitingSince: 0), at: 1162).isEmpty)
        // Nothing to do for a long time, then a message that has just come.
        #expect(look(shard(100, waitingSince: nil), at: 1200).isEmpty)
        #expect(look(shard(100, waitingSince: 4999), at: 5000).isEmpty)
        #expect(look(shard(100, waitingSince: 4999), at: 5060) == [3])
    }
}
