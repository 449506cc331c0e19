import Delivery
import HeraldServer
import HeraldTesting
import Postgres
import Testing

@Suite("The outbox", .database)
struct OutboxPageTests {
    private let hostile = "<script>owned=true</script>"

    /// Deliveries of every status: numbers are their orders' ids, the higher the older.
    private func fill() async throws {
        try await TestDatabase.current.pool.withConnection { connection in
            try connection.script(
                """
                INSERT INTO communication (shard, order_id, id, key, kind, audience, sales_channel, lines, status, reason,
                    position, occurred_at, decided_at, locale, facts)
                SELECT 1, 'NQ-' || n, ('00000000-0000-0000-0000-' || lpad(n::text, 12, '0'))::uuid, n::text,
                    CASE WHEN n < 5 THEN 'refund_triggered' ELSE 'shipment_confirmation' END, 'customer', 'C', '{}',
                    'failed', 'delivery_failed', n, now(), now(), 'en', '{}' FROM generate_series(1, 9) n;
                INSERT INTO delivery (shard, communication_id, channel, recipient, order_id, status, reason, created_at,
                    next_attempt_at, finished_at)
                SELECT 1, id, 'smtp', '\(hostile)' || position, order_id,
                    (ARRAY['failed', 'failed', 'failed', 'sent', 'failed', 'pending', 'pending', 'pending', 'cancelled'])[position],
                    (ARRAY['smtp_550', 'smtp_550', 'smtp_552', NULL, 'smtp_550', NULL, NULL, 'channel_paused', 'gone'])[position],
                    now() - position * interval '1 minute',
                    CASE position WHEN 6 THEN now() + interval '2 hours' WHEN 7 THEN now() + interval '1 hour' END,
                    CASE WHEN position < 6 THEN now() - position * interval '1 minute' END
                FROM communication;
                """)
        }
    }

    private func orders(_ page: String) -> [String] {
        page.matches(of: #/">(NQ-\d)</a>/#).map { String($0.1) }
    }

    private func token(_ role: Role) async throws -> String {
        try await AccessTokens(pool: TestDatabase.current.pool).create(name: "kim", role: role).token
    }

    @Test("Deliveries are filtered by the URL: newest first, the next due first, the newest failure first")
    func lists() async throws {
        try await fill()
        try await RunningServer.with { server async throws in
            func shown(_ query: String) async throws -> [String] {
                let page = try await server.get("/outbox" + query)
                #expect(page.status == 200, "\(query)")
                #expect(!page.text.contains(hostile))
                return orders(page.text)
            }
            #expect(try await shown("") == (1...9).map { "NQ-\($0)" })
            #expect(try await shown("?status=pending") == ["NQ-7", "NQ-6", "NQ-8"])
            #expect(try await shown("?status=failed") == ["NQ-1", "NQ-2", "NQ-3", "NQ-5"])
            #expect(try await shown("?error=smtp_550&kind=refund_triggered") == ["NQ-1", "NQ-2"])
            #expect(try await shown("?channel=fax") == [])
            // As a browser sends the form: what nobody filled in is there, and empty.
            #expect(
                try await shown("?status=failed&channel=&kind=refund_triggered&error=&since=&until=")
                    == ["NQ-1", "NQ-2", "NQ-3"])
            #expect(try await shown("?since=2099-01-01T00:00:00Z") == [])
            #expect(try await server.get("/outbox?status=sent&error=x").status == 400)
            #expect(try await server.get("/outbox?kind=joke").status == 400)
            let groups = try await server.get("/outbox?status=failed").text
            #expect(groups.contains("Failed for good: 4 deliveries") && groups.contains("in the last hour"))
            #expect(groups.contains("&lt;script&gt;"))
            // This machine is an operator on a server without tokens.
            #expect(groups.contains("Try 4 deliveries again …") && groups.contains("Dismiss 4 deliveries …"))
            let path = try #require(groups.firstMatch(of: #/href="(/outbox\?status=failed&amp;channel[^"]+)"/#)).1
            #expect(orders(try await server.get(String(path).replacing("&amp;", with: "&")).text).count == 2)
        }
    }

    @Test("Lists go on where they ended, whatever their order, and further pages have no groups")
    func pages() async throws {
        try await fill()
        try await RunningServer.with { server async throws in
            for (query, expected) in [
                ("", (1...9).map { "NQ-\($0)" }), ("&status=pending", ["NQ-7", "NQ-6", "NQ-8"]),
                ("&status=failed", ["NQ-1", "NQ-2", "NQ-3", "NQ-5"]),
            ] {
                var seen: [String] = []
                var path: String? = "/outbox?limit=2" + query
                while let current = path, seen.count < 20 {
                    let page = try await server.get(current).text
                    seen += orders(page)
                    #expect(
                        current.contains("after=") != page.contains("Failed for good") || query == "&status=pending")
                    path = page.firstMatch(of: #/href="([^"]+)" rel="next"/#).map {
                        String($0.1).replacing("&amp;", with: "&") + "&limit=2"
                    }
                }
                #expect(seen == expected)
            }
            let page = try await server.get("/outbox?limit=2").text
            let next = try #require(page.firstMatch(of: #/href="([^"]+)" rel="next"/#)).1
            #expect(try await server.get(String(next) + "&status=failed").status == 404, "of another list")
        }
    }

    @Test("Trying again and dismissing say the exact number first, do no more, are recorded, and tell what came of it")
    func actions() async throws {
        try await fill()
        let token = try await token(.operator)
        try await RunningServer.with { server async throws in
            let browser = Browser(server)
            _ = try await browser.signIn(token)
            let asked = "/outbox/failed/retry?error=smtp_550&kind=refund_triggered"
            let page = try await browser.get(asked).text
            #expect(
                page.contains("This will try 2 deliveries again") && page.contains("They belong to 2 communications."))
            let action = try #require(page.firstMatch(of: #/action="(/outbox/failed/retry[^"]+)"/#)).1
            let path = String(action).replacing("&amp;", with: "&")
            let key = String(try #require(page.firstMatch(of: #/name="key" value="([0-9a-f]{32})"/#)).1)
            // What fails afterwards is not among what the page spoke of.
            try await server.pool.withConnection { connection in
                try connection.script(
                    """
                    UPDATE delivery SET status = 'failed', reason = 'smtp_550', finished_at = now() + interval '1 minute'
                    WHERE order_id = 'NQ-4'
                    """)
            }
            let fields = ["key": key, "count": "2", "reason": "corrected"]
            let foreign = try await browser.post(path, fields.merging(["form_token": "0"]) { $1 })
            #expect(foreign.status == 403)
            let silent = try await browser.submit(path, from: asked, fields.merging(["reason": " "]) { $1 })
            #expect(silent.status == 400 && silent.text.contains("must say why"))
            for count in ["0", "10001", "x"] {
                let wrong = try await browser.submit(path, from: asked, fields.merging(["count": count]) { $1 })
                #expect(wrong.status == 400)
            }
            let done = try await browser.submit(path, from: asked, fields)
            #expect(done.status == 303 && done.headers["location"] == "/outbox?done=" + key)
            #expect(
                try await browser.submit(path, from: asked, fields).status == 303, "the same form again does nothing")
            let after = try await browser.get("/outbox?done=" + key).text
            #expect(after.contains("2 deliveries are tried again; none like them is left."))
            #expect(orders(try await browser.get("/outbox?status=pending").text).count == 5)
            #expect(orders(try await browser.get("/outbox?status=failed").text).sorted() == ["NQ-3", "NQ-4", "NQ-5"])
            let other = try await browser.submit(
                path.replacing("retry", with: "dismiss"), from: asked, fields)
            #expect(other.status == 409, "the key is another action's")
            let dismissal = try await browser.get("/outbox/failed/dismiss?error=smtp_552").text
            #expect(dismissal.contains("This will dismiss 1 delivery"))
            let nothing = try await browser.get("/outbox/failed/dismiss?error=none").text
            #expect(
                nothing.contains("there is nothing to do")
                    && !nothing.contains("<button type=\"submit\" class=\"primary\""))
            let records = try await server.pool.withConnection { connection in
                try connection.query(
                    Statement(name: "", sql: "SELECT action, actor, reason, deliveries FROM dead_letter_action")
                ).map { "\(try $0.string(0)) \(try $0.string(1)) \(try $0.string(2)) \(try $0.int(3))" }
            }
            #expect(records == ["retry kim corrected 2"])
        }
    }

    @Test(
        "A viewer and an agent see it, and are offered nothing that they may not do", arguments: [Role.viewer, .agent])
    func roles(role: Role) async throws {
        try await fill()
        let token = try await token(role)
        try await RunningServer.with { server async throws in
            let browser = Browser(server)
            _ = try await browser.signIn(token)
            let page = try await browser.get("/outbox").text
            #expect(page.contains("Failed for good: 4 deliveries") && !page.contains("/outbox/failed/"))
            #expect(try await browser.get("/outbox/failed/retry").status == 403)
            let refused = try await browser.submit(
                "/outbox/failed/retry", from: "/outbox",
                ["key": String(repeating: "0", count: 32), "count": "1", "reason": "x"])
            #expect(refused.status == 403)
        }
    }

    @Test("An empty outbox says so")
    func empty() async throws {
        try await RunningServer.with { server async throws in
            #expect(try await server.get("/outbox").text.contains("Nothing had to be delivered yet."))
            #expect(try await server.get("/outbox?status=failed").text.contains("No delivery is like that."))
        }
    }
}
