import Communications
import Delivery
import Foundation
import HeraldServer
import HeraldTesting
import Postgres
import Testing

@Suite("The page of delivery channels", .database)
struct ChannelsPageTests {
    private var control: ChannelControl {
        ChannelControl(
            pool: TestDatabase.current.pool,
            destinations: [
                Destination(channel: "smtp"), Destination(channel: "webhook"),
                Destination(channel: "webhook", endpoint: "erp"),
            ], logger: TestLog.quiet)
    }

    private func token(_ role: Role) async throws -> String {
        try await AccessTokens(pool: TestDatabase.current.pool).create(name: "kim", role: role).token
    }

    private func run(_ sql: String) async throws {
        try await TestDatabase.current.pool.withConnection { try $0.script(sql) }
    }

    /// The numbers of a row: on their way, sent, failed.
    private func numbers(_ page: String, _ name: String) -> [String] {
        let row = page.split(separator: "<tr>").first { $0.contains("<td class=\"keep\">\(name)</td>") } ?? ""
        return row.matches(of: #/<td class="number"[^>]*>(?:<a [^>]*>)?(\d+)/#).map { String($0.1) }
    }

    @Test("It says what works and why not, counts what waits, was sent and failed, and escapes what others wrote")
    func page() async throws {
        try await run(
            """
            INSERT INTO delivery (shard, communication_id, channel, recipient, order_id, status, reason, created_at)
            SELECT 1, gen_random_uuid(), (ARRAY['smtp', 'smtp', 'smtp', 'webhook', 'webhook', 'fax'])[n],
                CASE WHEN n > 3 THEN 'erp' ELSE 'kim@example.com' END, 'A',
                (ARRAY['pending', 'sent', 'failed', 'failed', 'sent', 'sent'])[n],
                CASE n WHEN 1 THEN 'channel_paused' END,
                now() - CASE n WHEN 5 THEN interval '2 days' ELSE interval '1 hour' END
            FROM generate_series(1, 6) n;
            INSERT INTO channel_breaker (channel, endpoint, state, since, reason, detail, failures, next_probe_at)
            VALUES ('smtp', '', 'open', now(), 'connection', '<b>no route</b>', 5, now() + interval '1 minute');
            """)
        try await RunningServer.with(channels: control) { server async throws in
            let page = try await server.get("/channels").text
            for words in [
                "left alone", "&lt;b&gt;no route&lt;/b&gt;", "next try", "Failures one after the other: 5", "works",
            ] {
                #expect(page.contains(words), "\(words)")
            }
            #expect(numbers(page, "smtp") == ["1", "1", "1"])
            #expect(page.contains("1 of them for the channel"))
            #expect(numbers(page, "webhook") == ["0", "0", "1"], "the one of two days ago was sent long ago")
            #expect(numbers(page, "webhook/erp") == ["0", "0", "1"])
        }
    }

    @Test("An operator pauses and resumes, with a reason; what is wrong is said")
    func pausing() async throws {
        let token = try await token(.operator)
        try await RunningServer.with(channels: control) { server async throws in
            let browser = Browser(server)
            _ = try await browser.signIn(token)
            let pause = "/channels/webhook/pause"
            let fields = ["endpoint": "erp", "reason": "they <i>move</i>"]
            #expect(try await browser.post(pause, fields.merging(["form_token": "0"]) { $1 }).status == 403)
            #expect(try await browser.submit(pause, from: "/channels", ["endpoint": "erp"]).status == 400)
            let paused = try await browser.submit(pause, from: "/channels", fields)
            #expect(paused.status == 303 && paused.headers["location"] == "/channels?done=pause")
            let page = try await browser.get("/channels?done=pause").text
            #expect(
                page.contains("Paused by kim: they &lt;i&gt;move&lt;/i&gt;.")
                    && page.contains("until somebody resumes it"))
            #expect(
                try await browser.submit(pause, from: "/channels", fields).headers["location"]
                    == "/channels?done=nothing")
            let resumed = try await browser.submit("/channels/webhook/resume", from: "/channels", fields)
            #expect(resumed.headers["location"] == "/channels?done=resume")
            #expect(try await !browser.get("/channels").text.contains("Paused by"))
            let unknown = try await browser.submit("/channels/fax/pause", from: "/channels", ["reason": "x"])
            #expect(unknown.status == 404 && unknown.text.contains("There is no delivery channel"))
        }
    }

    @Test("A viewer and an agent see it, and pause nothing", arguments: [Role.viewer, .agent])
    func roles(role: Role) async throws {
        let token = try await token(role)
        try await RunningServer.with(channels: control) { server async throws in
            let browser = Browser(server)
            _ = try await browser.signIn(token)
            let page = try await browser.get("/channels").text
            #expect(page.contains("webhook/erp") && !page.contains("/pause\""))
            let refused = try await browser.submit("/channels/smtp/pause", from: "/channels", ["reason": "x"])
            #expect(refused.status == 403)
        }
    }

    @Test("An operator sends a test, to allowed recipients alone; nobody else sees the form")
    func samples() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "herald-samples-\(UUID())").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let templates = try TemplateCatalog()
        let samples = SampleSender(
            channels: [MailboxChannel(folder: folder)], templates: templates, policy: Policy(),
            recipients: TestRecipients(["kim@example.com"]))
        let (operatorToken, agentToken) = (try await token(.operator), try await token(.agent))
        try await RunningServer.with(channels: control, templates: templates, samples: samples) {
            server async throws in
            let browser = Browser(server)
            _ = try await browser.signIn(operatorToken)
            var fields = [
                "channel": "mailbox", "kind": "refund_triggered", "locale": "fr", "recipient": "kim@example.com",
                "reason": "a new <b>logo</b>",
            ]
            let sent = try await browser.submit("/send-test", from: "/channels", fields)
            #expect(sent.status == 303 && sent.headers["location"] == "/channels?done=test")
            let day = try FileManager.default.contentsOfDirectory(atPath: folder)
            let files = try FileManager.default.contentsOfDirectory(atPath: folder + "/" + (day.first ?? ""))
            let mail = try #require(files.first { $0.hasSuffix(".eml") })
            let text = try String(contentsOfFile: "\(folder)/\(day[0])/\(mail)", encoding: .utf8)
            #expect(text.contains("kim@example.com") && text.contains("remboursement"))
            let recorded = try await TestDatabase.current.pool.withConnection { connection in
                try connection.query(
                    Statement(
                        name: "",
                        sql:
                            "SELECT concat_ws('|', action, actor, reason, subject) FROM audit_log ORDER BY acted_at DESC"
                    )
                )[0].string(0)
            }
            #expect(recorded == "sample_sent|kim|a new <b>logo</b>|a sample of refund_triggered over mailbox")
            fields["recipient"] = "somebody@example.com"
            let refused = try await browser.submit("/send-test", from: "/channels", fields)
            #expect(refused.status == 409 && refused.text.contains("delivery.test_recipients"))
            fields["kind"] = "greeting"
            #expect(try await browser.submit("/send-test", from: "/channels", fields).status == 400)
            let agent = Browser(server)
            _ = try await agent.signIn(agentToken)
            #expect(try await !agent.get("/channels").text.contains("/send-test"))
            #expect(try await agent.submit("/send-test", from: "/channels", fields).status == 403)
        }
    }

    @Test("A node without channels says so")
    func none() async throws {
        try await RunningServer.with { server async throws in
            #expect(try await server.get("/channels").status == 503)
        }
    }
}
