import Communications
import Delivery
import HeraldServer
import HeraldTesting
import OMSMessages
import Postgres
import Projection
import Schema
import Testing

@Suite("What people did", .database)
struct AuditAPITests {
    @Test("stands in one list with who, what, when and why; an idempotency key is good for one body")
    func list() async throws {
        let pool = TestDatabase.current.pool
        let tokens = AccessTokens(pool: pool)
        let (id, _) = try await tokens.create(name: "desk", role: .viewer, by: "ilse", reason: "new desk")
        try await tokens.revoke(id, by: "tom", reason: "desk closed")
        let token = try await tokens.create(name: "boss", role: .operator, by: "ilse", reason: "operations").token
        let bearer = ["Authorization": "Bearer \(token)"]
        let actions = CommunicationActions(pool: pool, policy: { _ in ChannelPolicy() }, logger: TestLog.quiet)
        try await RunningServer.with(projects: true, actions: actions) { server async throws in
            let sent = try await server.post(
                "/oms", Messages.created(order: "NQ-1", date: Timestamp(microseconds: Clock.now).rfc3339UTC), bearer)
            #expect(sent.status == 200)
            try await server.untilProjected()
            let found = try await server.get("/api/v1/communications", bearer).json.elements("communications")
            let communication = try #require(found.first?.string("id"))
            let target = "/api/v1/communications/\(communication)/acknowledge"
            let keyed = bearer.merging(["Idempotency-Key": "k"]) { $1 }
            #expect(try await server.post(target, #"{"reason":"seen"}"#, keyed).status == 200)
            let again = try await server.post(target, #"{ "reason": "seen", "actor": null }"#, keyed)
            #expect(again.status == 200)
            #expect(try again.json.bool("repeated") == true)
            let other = try await server.post(target, #"{"reason":"another"}"#, keyed)
            #expect(other.status == 422)
            #expect(try other.json.string("type") == "urn:herald:problem:idempotency-key-reused")
            _ = try await Rebuild(pool: pool, policy: Policy(), actor: "otto", logger: TestLog.quiet).rebuild()

            func rows(_ query: String) async throws -> [String] {
                let answer = try await server.get("/api/v1/audit?" + query, bearer)
                #expect(answer.status == 200, "\(answer.text)")
                return try answer.json.elements("actions").map {
                    "\($0.string("action") ?? "") \($0.string("actor") ?? ""): \($0.string("reason") ?? "")"
                }
            }
            let all = [
                "generation_switched otto: replay", "acknowledge boss: seen", "token_created ilse: operations",
                "token_revoked tom: desk closed", "token_created ilse: new desk",
            ]
            #expect(try await rows("") == all)
            #expect(try await rows("action=token_revoked") == [all[3]])
            #expect(try await rows("actor=ilse") == [all[2], all[4]])
            var walked: [String] = []
            var next: String? = ""
            while let after = next {
                let page = try await server.get(
                    "/api/v1/audit?limit=2" + (after.isEmpty ? "" : "&after=\(after)"), bearer
                ).json
                walked += page.elements("actions").compactMap { $0.string("actor") }
                next = page.string("next")
            }
            #expect(walked == ["otto", "boss", "ilse", "tom", "ilse"])
            let agent = try await tokens.create(name: "agent", role: .agent).token
            while try await server.get("/api/v1/orders", ["Authorization": "Bearer \(agent)"]).status == 401 {}
            #expect(try await server.get("/api/v1/audit", ["Authorization": "Bearer \(agent)"]).status == 403)
        }
    }

    @Test("Pauses of channels and actions on many dead letters stand there too; their key is good for one body")
    func channelsAndDeadLetters() async throws {
        let pool = TestDatabase.current.pool
        let channels = ChannelControl(
            pool: pool, destinations: [Destination(channel: "webhook", endpoint: "erp")], logger: TestLog.quiet)
        try await RunningServer.with(channels: channels) { server async throws in
            for change in ["pause", "resume"] {
                let answer = try await server.post(
                    "/api/v1/channels/webhook/\(change)", #"{"reason":"they move","endpoint":"erp","actor":"ilse"}"#)
                #expect(answer.status == 200, "\(answer.text)")
            }
            let retry = "/api/v1/dead-letters/deliveries/retry"
            let keyed = ["Idempotency-Key": "k"]
            let body = #"{"reason":"they are back","kind":"refund_triggered","limit":5}"#
            #expect(try await server.post(retry, body, keyed).status == 200)
            #expect(try await server.post(retry, body, keyed).json.bool("repeated") == true)
            for other in [
                body.replacing("5", with: "6"), body.replacing("back", with: "well"),
                body.replacing("}", with: #","actor":"tom"}"#),
            ] {
                let answer = try await server.post(retry, other, keyed)
                #expect(answer.status == 422, "\(other)")
                #expect(try answer.json.string("type") == "urn:herald:problem:idempotency-key-reused")
            }
            let otherFilter = body.replacing("refund_triggered", with: "return_received")
            #expect(try await server.post(retry, otherFilter, keyed).status == 409)
            let actions = try await server.get("/api/v1/audit").json.elements("actions")
            #expect(
                actions.map { "\($0.string("action") ?? "") \($0.string("actor") ?? "")" } == [
                    "retry_dead_letters this machine", "resume_channel ilse (this machine)",
                    "pause_channel ilse (this machine)",
                ])
            #expect(
                actions.map { $0.string("outcome") } == [
                    "0 deliveries of 0 communications", "was paused", "was closed",
                ])
            #expect(actions[1].string("subject") == "channel webhook, endpoint erp")
            #expect(actions[0].string("subject")?.contains("refund_triggered") == true)
            let paused = try await server.get("/api/v1/audit?action=pause_channel").json.elements("actions")
            #expect(paused.count == 1)
        }
    }

    @Test("A page of the list goes along the indexes, of 100,000 actions too")
    func plan() async throws {
        let plan = try await TestDatabase.current.pool.withConnection { connection in
            try connection.script(
                """
                INSERT INTO communication_action (shard, communication_id, acted_at, action, actor, reason)
                SELECT n % 64, gen_random_uuid(), now() - n * interval '1 minute', 'resend', 'ilse', 'asked'
                FROM generate_series(1, 50000) AS n;
                INSERT INTO order_action (shard, order_id, acted_at, action, actor, reason, outcome)
                SELECT n % 64, 'NQ-' || n, now() - n * interval '1 minute', 'skip', 'ilse', 'asked', 'folded'
                FROM generate_series(1, 50000) AS n;
                INSERT INTO channel_action (channel, endpoint, acted_at, action, actor, reason, former_state)
                SELECT 'webhook', 'e' || n, now() - n * interval '1 minute', 'pause', 'ilse', 'asked', 'closed'
                FROM generate_series(1, 20000) AS n;
                INSERT INTO dead_letter_action (acted_at, action, filter, actor, reason)
                SELECT now() - n * interval '1 minute', 'retry', '{}', 'ilse', 'asked'
                FROM generate_series(1, 20000) AS n;
                ANALYZE communication_action; ANALYZE order_action; ANALYZE channel_action; ANALYZE dead_letter_action
                """)
            var binds = Parameters()
            for _ in 0..<3 { binds.append(nil as String?) }
            binds.append(nil as PostgresUUID?)
            for _ in 0..<3 { binds.append(nil as PostgresTimestamp?) }
            binds.append(nil as String?)
            binds.append(Int32(51))
            return try connection.query(Statement(name: "", sql: "EXPLAIN " + SQL.listAudit.sql), binds)
                .map { try $0.string(0) }.joined(separator: "\n")
        }
        for table in ["communication_action", "order_action", "channel_action", "dead_letter_action"] {
            #expect(plan.contains("Index Scan Backward using \(table)_acted_at"), "\(plan)")
            #expect(!plan.contains("Seq Scan on \(table)"), "\(plan)")
        }
    }
}
