import Communications
import HeraldServer
import HeraldTesting
import Postgres
import Projection
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

    @Test("Of a rebuild it shows how far it is, what it has found so far, and afterwards what it found")
    func rebuilding() async throws {
        let pool = TestDatabase.current.pool
        try await RunningServer.with(projects: true) { server async throws in
            for order in ["NQ-7", "NQ-8"] { _ = try await server.post("/oms", created(order, "<b>")) }
            try await server.untilProjected()
            let none = try await server.get("/engine").text
            #expect(!none.contains("What the rebuild"))
            // What the log calls for is not recorded: as if it had been lost.
            try await pool.withConnection { connection in
                try connection.script("DELETE FROM delivery; DELETE FROM communication WHERE order_id = 'NQ-8'")
            }
            let report = try await Rebuild(pool: pool, policy: Policy(), logger: TestLog.quiet).rebuild()
            #expect(report.differenceCount == 1)
            let page = try await server.get("/engine").text
            for words in [
                "What the rebuild of generation 2 found to differ: 1<", "/orders/%3Cb%3E/NQ-8\">NQ-8</a>",
                "The log calls for it, and it was never recorded; it is not sent", "Order confirmation",
            ] { #expect(page.contains(words), "\(words)") }
            #expect(!page.contains("/NQ-7\"") && !page.contains("<b>"))
            try await pool.withConnection { connection in
                try connection.script(
                    """
                    SELECT create_generation();
                    UPDATE checkpoint SET position = 1 WHERE generation = 3
                        AND shard = (SELECT shard FROM message WHERE order_id = 'NQ-7');
                    INSERT INTO rebuilt_shard SELECT shard, 3, 1234, (SELECT jsonb_agg(jsonb_build_object(
                        'difference', 'order_differs', 'sales_channel', 'A', 'order_id', n)) FROM generate_series(1, 70) n)
                    FROM message WHERE order_id = 'NQ-7'
                    """)
            }
            let unfinished = try await server.get("/engine").text
            #expect(unfinished.contains("1 of 2 messages, 50 %, 1,234 differences; the next replay goes on with it"))
            #expect(unfinished.contains("unfinished") && !unfinished.contains("building"))
            #expect(try await server.get("/api/v1/projections").text.contains(#""status":"unfinished""#))
            // One that runs holds its lock.
            let rebuild = try await TestDatabase.current.connect()
            try await rebuild.perform { try $0.script("SELECT pg_advisory_lock(727171)") }
            let building = try await server.get("/engine").text
            await rebuild.close()
            #expect(building.contains("building") && !building.contains("unfinished"))
            #expect(building.contains("1 of 2 messages, 50 %, 1,234 differences<"))
            #expect(building.contains("found to differ: 1,234; the first 50 are shown"))
            try await pool.withConnection { try $0.script("SELECT drop_generation(3)") }
            #expect(try await server.get("/engine").text.contains("generation 2 found to differ: 1<"))
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
