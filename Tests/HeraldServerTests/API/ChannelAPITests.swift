import Delivery
import HeraldServer
import HeraldTesting
import OMSMessages
import Postgres
import Testing

@Suite("Delivery channels and their dead letters in the API", .database)
struct ChannelAPITests {
    private var control: ChannelControl {
        ChannelControl(
            pool: TestDatabase.current.pool,
            destinations: [
                Destination(channel: "smtp"), Destination(channel: "webhook"),
                Destination(channel: "webhook", endpoint: "erp"),
            ], logger: TestLog.quiet)
    }

    @Test("Channels are listed, paused and resumed, with actor and reason")
    func channels() async throws {
        try await RunningServer.with(channels: control) { server async throws in
            let before = try await server.get("/api/v1/channels").json.elements("channels")
            #expect(before.map { $0.string("channel") } == ["smtp", "webhook", "webhook"])
            #expect(before.map { $0.string("endpoint") } == [nil, nil, "erp"])
            #expect(before.allSatisfy { $0.string("state") == "closed" && $0.int("waiting_deliveries") == 0 })
            let paused = try await server.post(
                "/api/v1/channels/webhook/pause",
                #"{"reason": "they move", "actor": "ilse", "endpoint": "erp"}"#)
            #expect(paused.status == 200)
            #expect(try paused.json.string("state") == "paused")
            let erp = try await server.get("/api/v1/channels").json.elements("channels")[2]
            #expect(erp.string("state") == "paused" && erp.string("change_reason") == "they move")
            #expect(erp.string("changed_by")?.hasPrefix("ilse (") == true && erp.timestamp("since") != nil)
            let again = try await server.post(
                "/api/v1/channels/webhook/pause", #"{"reason": "they move", "endpoint": "erp"}"#)
            #expect(try again.json.bool("repeated") == true)
            let resumed = try await server.post(
                "/api/v1/channels/webhook/resume", #"{"reason": "moved", "endpoint": "erp"}"#)
            #expect(try resumed.json.string("state") == "closed")
            #expect(try await server.post("/api/v1/channels/fax/pause", #"{"reason": "x"}"#).status == 404)
            let reasonless = try await server.post("/api/v1/channels/smtp/pause", "{}")
            #expect(reasonless.status == 400)
            #expect(try reasonless.json.string("parameter") == "reason")
        }
    }

    @Test("Pausing and bulk actions are for operators; looking is for viewers")
    func roles() async throws {
        let tokens = AccessTokens(pool: TestDatabase.current.pool)
        let (_, agent) = try await tokens.create(name: "a", role: .agent)
        let (_, op) = try await tokens.create(name: "o", role: .operator)
        try await RunningServer.with(channels: control) { server async throws in
            let (asAgent, asOperator) = (["Authorization": "Bearer \(agent)"], ["Authorization": "Bearer \(op)"])
            for path in ["channels/smtp/pause", "channels/smtp/resume", "dead-letters/deliveries/retry"] {
                #expect(try await server.post("/api/v1/" + path, #"{"reason": "x"}"#, asAgent).status == 403)
                #expect(try await server.post("/api/v1/" + path, #"{"reason": "x"}"#, asOperator).status == 200)
            }
            #expect(try await server.get("/api/v1/channels", asAgent).status == 200)
            #expect(try await server.get("/api/v1/dead-letters/deliveries", asAgent).status == 200)
        }
    }

    @Test("Failed deliveries are grouped, retried and dismissed by filter; a key repeats the answer")
    func failedDeliveries() async throws {
        try await RunningServer.with { server async throws in
            try await server.pool.withConnection { connection in
                try connection.script(
                    """
                    INSERT INTO communication (shard, order_id, id, key, kind, audience, sales_channel, lines, status,
                        reason, position, occurred_at, decided_at, locale, facts)
                    SELECT 1, 'A', ('00000000-0000-0000-0000-00000000000' || n)::uuid, n::text, 'refund_triggered', 'customer',
                        'C', '{}', 'failed', 'delivery_failed', n, now(), now(), 'en', '{}' FROM generate_series(1, 5) n;
                    INSERT INTO delivery (shard, communication_id, channel, recipient, order_id, status, reason,
                        created_at, finished_at)
                    SELECT 1, id, 'smtp', 'kim@example.com', 'A', 'failed',
                        CASE WHEN position < 4 THEN 'smtp_550' ELSE 'smtp_552' END, now(), now() FROM communication;
                    """)
            }
            let path = "/api/v1/dead-letters/deliveries"
            let groups = try await server.get(path + "?group=kind,error_class").json.elements("groups")
            #expect(groups.map { $0.int("deliveries") } == [3, 2])
            #expect(groups.map { $0.string("error_class") } == ["smtp_550", "smtp_552"])
            #expect(groups.allSatisfy { $0.string("kind") == "refund_triggered" && $0.string("age") == nil })
            #expect(try await server.get(path + "?group=colour").status == 400)
            let key = ["Idempotency-Key": "k"]
            let body = #"{"reason": "corrected", "error_class": "smtp_550", "limit": 2}"#
            let first = try await server.post(path + "/retry", body, key)
            #expect(first.status == 200)
            #expect(try first.json.int("deliveries") == 2)
            #expect(try first.json.int("remaining") == 1)
            let repeated = try await server.post(path + "/retry", body, key)
            #expect(try repeated.json.bool("repeated") == true)
            #expect(try repeated.json.int("deliveries") == 2)
            #expect(try await server.post(path + "/dismiss", body, key).status == 409)
            let dismissed = try await server.post(path + "/dismiss", #"{"reason": "old", "error_class": "smtp_552"}"#)
            #expect(try dismissed.json.int("communications") == 2)
            let left = try await server.get(path).json.elements("groups")
            #expect(left.map { $0.int("deliveries") } == [1])
            #expect(try await server.post(path + "/retry", #"{"reason": "x", "limit": 0}"#).status == 400)
            #expect(try await server.post(path + "/retry", #"{"reason": "x", "kind": "joke"}"#).status == 400)
        }
    }
}
