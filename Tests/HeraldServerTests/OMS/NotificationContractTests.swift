import Communications
import Delivery
import HeraldServer
import HeraldTesting
import OMSMessages
import Postgres
import Testing

@Suite("The OMS's own methods about notifications", .database)
struct NotificationContractTests {
    private static func call(_ method: String, _ params: String, id: String = "\"q-1\"") -> String {
        #"{"jsonrpc":"2.0","id":\#(id),"method":"magento.sales.order_management.\#(method)","params":\#(params)}"#
    }

    private static var actions: CommunicationActions {
        var policy = ChannelPolicy()
        policy.orderConfirmationOwner = .service
        policy.maxAge = 10_000 * 86_400
        let fixed = policy
        return CommunicationActions(pool: TestDatabase.current.pool, policy: { _ in fixed }, logger: TestLog.quiet)
    }

    /// An order that is folded, and whose confirmation was sent as far as the database says.
    private static func sent(_ server: RunningServer, order: String) async throws {
        _ = try await server.post("/oms", Messages.created(order: order))
        try await server.untilProjected()
        try await markSent(order, server)
    }

    private static func markSent(_ order: String, _ server: RunningServer) async throws {
        try await server.pool.withConnection { connection in
            try connection.script(
                """
                UPDATE communication SET status = 'sent', reason = NULL, recipient_email = 'kim@example.com'
                WHERE order_id = '\(order)' AND resend_of IS NULL;
                INSERT INTO delivery (shard, communication_id, channel, recipient, order_id, status, created_at, finished_at)
                SELECT shard, id, 'mailbox', 'kim@example.com', order_id, 'sent', '2026-03-01', '2026-03-01T11:00:00Z'
                FROM communication WHERE order_id = '\(order)';
                """)
        }
    }

    @Test("What was sent is told, repeated to another address on request, once for each call, and told with who asked")
    func contract() async throws {
        try await RunningServer.with(projects: true, actions: Self.actions) { server async throws in
            try await Self.sent(server, order: "NQ-1")
            let query = Self.call("get_notifications", #"{"order_id":"NQ-1"}"#)
            let answer = try await server.post("/oms", query)
            #expect(answer.status == 200)
            #expect(try answer.json.string("id") == "q-1")
            let told = try answer.json.elements("result")
            #expect(told.count == 1)
            let first = try #require(told.first)
            #expect(first.members.map(\.name) == ["id", "order_id", "type", "recipient", "sent_on", "triggered_by"])
            #expect(first.string("order_id") == "NQ-1" && first.string("type") == "order_confirmation")
            #expect(first.string("recipient") == "kim@example.com" && first.string("triggered_by") == "herald")
            #expect(first.string("sent_on")?.hasPrefix("2026-03-01T11:00:00") == true)
            let id = try #require(first.string("id"))

            let command = Self.call(
                "resend_notification",
                #"{"notification_id":"\#(id)","recipient":"kim@new.example","user":"agent.ilse"}"#, id: "\"r-1\"")
            let made = try #require(try await server.post("/oms", command).json["result"])
            #expect(made.string("recipient") == "kim@new.example" && made.string("triggered_by") == "agent.ilse (OMS)")
            #expect(made.string("order_id") == "NQ-1" && made.string("id") != id)
            let repeated = try await server.post("/oms", command).json["result"]
            #expect(repeated?.string("id") == made.string("id"), "the bus repeats its calls")
            let linked = try await server.get("/api/v1/communications?order=NQ-1").json.elements("communications")
            #expect(linked.count == 2)

            try await server.pool.withConnection { connection in
                try connection.script(
                    "UPDATE delivery SET status = 'sent', finished_at = now() WHERE recipient = 'kim@new.example'")
            }
            let both = try await server.post("/oms", query).json.elements("result")
            #expect(both.map { $0.string("triggered_by") } == ["herald", "agent.ilse (OMS)"])
            // Calls are no events.
            let stored = try await server.get("/api/v1/orders/NORTHQUAY_DE/NQ-1/messages").json.elements("messages")
            #expect(stored.count == 1)
        }
    }

    @Test("What cannot be done is answered as an error of JSON-RPC")
    func errors() async throws {
        try await RunningServer.with(projects: true, actions: Self.actions) { server async throws in
            func code(_ message: String) async throws -> Int? {
                try await server.post("/oms", message).json["error"]?.int("code")
            }
            #expect(try await code(Self.call("get_notifications", "{}")) == -32602)
            #expect(try await code(Self.call("get_notifications", "[]")) == -32602)
            #expect(try await code(Self.call("resend_notification", #"{"notification_id":"7"}"#)) == -32602)
            #expect(
                try await code(
                    Self.call(
                        "resend_notification", #"{"notification_id":"0190163d-8694-739b-aea5-966c26f8ad91"}"#))
                    == -32602)
            let nothing = try await server.post("/oms", Self.call("get_notifications", #"{"order_id":"NONE"}"#))
            #expect(nothing.status == 200)
            #expect(try nothing.json["result"]?.elements.isEmpty == true)
            _ = try await server.post("/oms", Messages.created(order: "NQ-2"))
            try await server.untilProjected()
            let id = try #require(
                try await server.get("/api/v1/communications?order=NQ-2").json.elements("communications").first?
                    .string("id"))
            let refused = try await server.post(
                "/oms", Self.call("resend_notification", #"{"notification_id":"\#(id)"}"#))
            #expect(refused.status == 422)
            #expect(try refused.json["error"]?.int("code") == -32002)
        }
    }

    @Test("They are answered inside of batches too, beside messages")
    func batch() async throws {
        try await RunningServer.with(projects: true, actions: Self.actions) { server async throws in
            try await Self.sent(server, order: "NQ-1")
            let body =
                "[" + Messages.lineCancelled(order: "NQ-1") + ","
                + Self.call("get_notifications", #"{"order_id":"NQ-1"}"#) + "]"
            let answers = try await server.post("/oms", body).json.elements
            #expect(answers.count == 2)
            #expect(answers[0]["result"]?.int("position") != nil)
            #expect(answers[1].elements("result").map { $0.string("type") } == ["order_confirmation"])
        }
    }

    @Test("A JSON-RPC id that comes again with another wish is refused, and nothing is sent")
    func reusedID() async throws {
        try await RunningServer.with(projects: true, actions: Self.actions) { server async throws in
            try await Self.sent(server, order: "NQ-1")
            let sent = try await server.post("/oms", Self.call("get_notifications", #"{"order_id":"NQ-1"}"#)).json
            let id = try #require(sent.elements("result").first?.string("id"))
            func resend(to address: String) async throws -> TestResponse {
                try await server.post(
                    "/oms",
                    Self.call("resend_notification", #"{"notification_id":"\#(id)","recipient":"\#(address)"}"#))
            }
            #expect(try await resend(to: "kim@new.example").status == 200)
            let other = try await resend(to: "kim@other.example")
            #expect(other.status == 422)
            #expect(try other.json["error"]?.int("code") == -32002)
            #expect(try await resend(to: "kim@new.example").status == 200)
            let all = try await server.get("/api/v1/communications?order=NQ-1").json.elements("communications")
            #expect(all.count == 2)
        }
    }

    @Test("Whoever may append may call them: a token of role ingest, or the bus, which signs")
    func access() async throws {
        let tokens = AccessTokens(pool: TestDatabase.current.pool)
        let (_, ingest) = try await tokens.create(name: "i", role: .ingest)
        let (_, viewer) = try await tokens.create(name: "v", role: .viewer)
        let (_, operating) = try await tokens.create(name: "o", role: .operator)
        let query = Self.call("get_notifications", #"{"order_id":"NQ-1"}"#)
        try await RunningServer.with(projects: true, actions: Self.actions) { server async throws in
            _ = try await server.post("/oms", Messages.created(order: "NQ-1"), ["Authorization": "Bearer \(operating)"])
            try await server.untilProjected()
            try await Self.markSent("NQ-1", server)
            let bearer = ["Authorization": "Bearer \(ingest)"]
            let answer = try await server.post("/oms", query, bearer)
            #expect(answer.status == 200)
            let told = try #require(try answer.json.elements("result").first)
            #expect(told.string("recipient") == "k•••@example.com", "a token that only appends sees no addresses")
            let whole = try await server.post("/oms", query, ["Authorization": "Bearer \(operating)"])
            #expect(try whole.json.elements("result").first?.string("recipient") == "kim@example.com")
            let elsewhere = Self.call(
                "resend_notification",
                #"{"notification_id":"\#(told.string("id") ?? "")","user":"ilse","recipient":"eve@example.com"}"#)
            let refused = try await server.post("/oms", elsewhere, bearer)
            #expect(refused.status != 200 && refused.text.contains("may name another recipient"))
            let command = Self.call(
                "resend_notification", #"{"notification_id":"\#(told.string("id") ?? "")","user":"ilse"}"#)
            let made = try await server.post("/oms", command, bearer)
            #expect(made.status == 200)
            #expect(try made.json["result"]?.string("triggered_by") == "ilse (OMS)")
            #expect(try await server.post("/oms", query, ["Authorization": "Bearer \(viewer)"]).status == 403)
        }
        try await RunningServer.with(actions: Self.actions, { $0.signatureSecrets = [Messages.secret] }) {
            server async throws in
            let signed = ["X-Signature": Messages.signature(query, secret: Messages.secret)]
            #expect(try await server.post("/oms", query, signed).status == 200)
            #expect(try await server.post("/oms", query).status == 401)
        }
    }
}
