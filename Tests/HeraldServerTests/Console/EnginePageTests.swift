import HeraldServer
import HeraldTesting
import Postgres
import Testing

@Suite("The engine's page", .database)
struct EnginePageTests {
    private func created(_ order: String, _ channel: String) -> String {
        #"{"jsonrpc":"2.0","id":"\#(order)\#(channel)","method":"magento.sales.order_management.created","params":{"order":{"#
            + #""id":"\#(order)","store":"\#(channel)","status":"NEW","lines":[{"id":"L1","line_number":1,"sku":"A"}]}}}"#
    }

    /// A message that two orders could be meant by.
    private let cancelled =
        #"{"jsonrpc":"2.0","id":"c","method":"magento.sales.order_management.line_cancelled","params":{"order_id":"NQ-7","#
        + #""order_line_id":"L1"}}"#

    private func token(_ role: Role) async throws -> String {
        try await AccessTokens(pool: TestDatabase.current.pool).create(name: "kim", role: role).token
    }

    @Test("It shows how far all is, what was refused, what waits for a person; numbers and texts of strangers escaped")
    func page() async throws {
        try await RunningServer.with(projects: true) { server async throws in
            for body in [created("NQ-7", "A"), created("NQ-7", "B"), cancelled, created("NQ-8", "A")] {
                #expect(try await server.post("/oms", body).status == 200)
            }
            try await server.untilProjected()
            #expect(try await server.post("/oms", "no json").status == 400)
            try await TestDatabase.current.park("NQ-8", "<b>no JSON</b>")
            var page = ""
            for _ in 0..<50 where !page.contains("Parse error") {
                page = try await server.get("/engine").text
                try await Task.sleep(for: .milliseconds(50))
            }
            for words in [
                "<dt>Messages in the log</dt><dd>4", "<dt>Behind</dt><dd>0", "Parse error",
                "have an order of this id", "&lt;b&gt;no JSON&lt;/b&gt;", "Tried once", "live",
            ] { #expect(page.contains(words), "\(words)") }
            #expect(page.contains("/retry\"") && page.contains("/skip\"") && page.contains("/assign\""))
        }
    }

    @Test("An operator assigns, skips and retries, each with a reason that is recorded; what is wrong is said")
    func settling() async throws {
        let token = try await token(.operator)
        let pool = TestDatabase.current.pool
        try await RunningServer.with(projects: true) { server async throws in
            for body in [created("NQ-7", "A"), created("NQ-7", "B"), cancelled, created("NQ-8", "A")] {
                #expect(try await server.post("/oms", body, ["Authorization": "Bearer \(token)"]).status == 200)
            }
            try await server.untilProjected()
            try await TestDatabase.current.park("NQ-8", "<b>no JSON</b>")
            let browser = Browser(server)
            _ = try await browser.signIn(token)
            let page = try await browser.get("/engine").text
            func path(_ action: String) throws -> String {
                let form = try Regex("action=\"(/engine/shards/[^\"]+/\(action))\"", as: (Substring, Substring).self)
                return String(try #require(page.firstMatch(of: form)).1)
            }
            let assign = try path("assign")
            let wrong = try await browser.submit(assign, from: "/engine", ["reason": "says so", "channel": "C"])
            #expect(wrong.status == 400 && wrong.text.contains("neither owns this order id nor is configured"))
            let silent = try await browser.submit(assign, from: "/engine", ["channel": "A"])
            #expect(silent.status == 400 && silent.text.contains("must say why"))
            let foreign = try await browser.post(assign, ["reason": "x", "channel": "A", "form_token": "0"])
            #expect(foreign.status == 403)
            let assigned = try await browser.submit(assign, from: "/engine", ["reason": "says so", "channel": "A"])
            #expect(assigned.status == 303 && assigned.headers["location"] == "/engine?done=folded")
            let retried = try await browser.submit(try path("retry"), from: "/engine", ["reason": "look again"])
            #expect(retried.headers["location"] == "/engine?done=folded")
            let done = try await browser.get("/engine?done=folded").text
            #expect(done.contains("The order goes on.") && !done.contains("Waiting for a person"))
            let again = try await browser.submit(assign, from: "/engine", ["reason": "once more", "channel": "B"])
            #expect(again.status == 409 && again.text.contains("was assigned to sales channel"))
            let missing = try await browser.submit(
                "/engine/shards/3/messages/99/skip", from: "/engine", ["reason": "x"])
            #expect(missing.status == 404)
            let records = try await pool.withConnection { connection in
                try connection.query(
                    Statement(name: "", sql: "SELECT action, actor, reason FROM order_action ORDER BY acted_at")
                ).map { "\(try $0.string(0)) \(try $0.string(1)) \(try $0.string(2))" }
            }
            #expect(records == ["assign kim says so", "retry kim look again"])
        }
    }

    @Test(
        "A viewer and an agent see it, and are offered nothing that they may not do", arguments: [Role.viewer, .agent])
    func roles(role: Role) async throws {
        let (token, ingest) = (try await token(role), try await token(.ingest))
        try await RunningServer.with(projects: true) { server async throws in
            _ = try await server.post("/oms", created("NQ-8", "A"), ["Authorization": "Bearer \(ingest)"])
            try await server.untilProjected()
            try await TestDatabase.current.park("NQ-8", "<b>no JSON</b>")
            let browser = Browser(server)
            _ = try await browser.signIn(token)
            let page = try await browser.get("/engine").text
            #expect(page.contains("NQ-8") && page.contains("parked"))
            #expect(!page.contains("/retry\"") && !page.contains("/skip\""))
            let refused = try await browser.submit(
                "/engine/shards/1/messages/1/skip", from: "/communications", ["reason": "x"])
            #expect(refused.status == 403)
        }
    }
}
