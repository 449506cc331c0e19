import Communications
import Delivery
import HeraldServer
import HeraldTesting
import OMSMessages
import Postgres
import SampleWorld
import Testing

/// A server that has the sample day, delivered, and beside it the day's first order once more, told by somebody hostile.
struct ConsoleWorld: Sendable {
    /// What would run, break out or vanish if any page let it.
    static let hostile =
        #"x"'><script>window.owned=true</script><img src=x onerror="window.owned=true">&amp;</td>"# + "\u{202E}"
    static let hero = "/orders/NORTHQUAY_DE/NQ-20731"
    /// The one address that samples may go to.
    static let testRecipient = "kim@example.com"

    let server: RunningServer
    /// Ids of communications by `order kind`.
    let ids: [String: String]

    /// The path of the hostile order.
    static var hostileOrder: String {
        "/orders/\(hostilePath)/\(hostilePath)"
    }

    /// The hostile text, percent-encoded.
    static var hostilePath: String {
        hostile.utf8.map { "%" + ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    /// The path of a communication's page.
    func communication(_ order: String, _ kind: String) -> String {
        "/communications/" + (ids["\(order) \(kind)"] ?? "")
    }

    static func with<Result: Sendable>(
        authorization: String? = nil, _ change: @Sendable @escaping (inout ServerSettings) -> Void = { _ in },
        _ body: @Sendable @escaping (ConsoleWorld) async throws -> Result
    ) async throws -> Result {
        let headers = authorization.map { ["Authorization": $0] } ?? [:]
        let pool = TestDatabase.current.pool
        let policy = Policy()
        let actions = CommunicationActions(pool: pool, policy: { policy.channel($0) }, logger: TestLog.quiet)
        return try await withTestFolder { folder in
            let (mailbox, templates) = (MailboxChannel(dataDirectory: folder), try TemplateCatalog())
            let worker = DeliveryWorker(
                pool: pool, channels: [mailbox],
                renderer: TemplateRenderer(templates, policy: { policy.channel($0) }),
                policy: { policy.channel($0) }, logger: TestLog.quiet)
            let samples = SampleSender(
                channels: [mailbox], templates: templates, policy: policy,
                recipients: TestRecipients([testRecipient]))
            return try await RunningServer.with(
                projects: true, actions: actions, channels: channels, templates: templates, samples: samples,
                policySettings: settings, change
            ) { server async throws in
                let day = SampleDay.messages(endingAt: Clock.now)
                let messages = (day + day.compactMap { hostile($0) }).map { String(decoding: $0, as: UTF8.self) }
                let answer = try await server.post("/oms", "[" + messages.joined(separator: ",") + "]", headers)
                #expect(answer.status == 200)
                try await server.untilProjected()
                _ = try await worker.drain()
                let rows = try await pool.withConnection { connection in
                    try connection.query(
                        Statement(name: "", sql: "SELECT id::text, order_id, kind FROM communication")
                    ).map { (try $0.string(0), try $0.string(1), try $0.string(2)) }
                }
                let ids = Dictionary(rows.map { ("\($0.1) \($0.2)", $0.0) }, uniquingKeysWith: { first, _ in first })
                return try await body(ConsoleWorld(server: server, ids: ids))
            }
        }
    }

    /// The mailbox, and others that nothing goes over.
    private static var channels: ChannelControl {
        ChannelControl(
            pool: TestDatabase.current.pool,
            destinations: [
                Destination(channel: "mailbox"), Destination(channel: "webhook"),
                Destination(channel: "webhook", endpoint: "erp"),
            ], logger: TestLog.quiet)
    }

    private static var settings: [PolicySetting] {
        [
            PolicySetting(
                salesChannel: nil, name: "shop.name", value: "Northquay", source: "file herald.yaml:3",
                isDefault: false, meaning: "Name of the shop in texts."),
            PolicySetting(
                salesChannel: nil, name: "max_age", value: "14d", source: "default", isDefault: true,
                meaning: "Older facts are not told any more."),
            PolicySetting(
                salesChannel: "NORTHQUAY_FR", name: "max_age", value: "30d", source: "file herald.yaml:9",
                isDefault: false, meaning: "Older facts are not told any more."),
            PolicySetting(
                salesChannel: hostile, name: "shop.name", value: hostile, source: "environment HERALD_X",
                isDefault: false, meaning: "Name of the shop in texts."),
        ]
    }

    /// Brings what the hostile order says to every page: a failed delivery, a reason that nobody knows, a parked order, a
    /// paused endpoint. A delivery of the day's first order fails too.
    func breakSomething() async throws {
        let (kind, hostile) = ("shipment_confirmation", Self.hostile)
        try await fail(kind, of: ["NQ-20731"], "smtp_550")
        try await fail(kind, of: [hostile], hostile)
        try await server.pool.withConnection { connection in
            _ = try connection.execute(
                Statement(
                    name: "",
                    sql: """
                        UPDATE communication SET status = 'suppressed', reason = $1
                        WHERE order_id = $1 AND kind = 'order_confirmation'
                        """), [hostile])
        }
        try await TestDatabase.current.park(hostile, hostile)
        _ = try await Self.channels.pause(
            Destination(channel: "webhook", endpoint: "erp"), by: hostile, reason: hostile)
    }

    /// Lets what was sent of a kind have failed for good.
    func fail(_ kind: String, of orders: [String], _ errorClass: String) async throws {
        try await server.pool.withConnection { connection in
            _ = try connection.execute(
                Statement(
                    name: "",
                    sql: """
                        WITH failed AS (
                            UPDATE delivery d SET status = 'failed', reason = $3, finished_at = now()
                            FROM communication c
                            WHERE c.id = d.communication_id AND c.order_id = ANY ($2) AND c.kind = $1
                            RETURNING c.shard, c.id
                        )
                        UPDATE communication c SET status = 'failed', reason = 'delivery_failed' FROM failed f
                        WHERE c.shard = f.shard AND c.id = f.id
                        """), [kind, orders, errorClass])
        }
    }

    /// The position of the hostile order's first message.
    func hostilePosition() async throws -> Int {
        try await server.pool.withConnection {
            try $0.query(
                Statement(name: "", sql: "SELECT min(position) FROM message WHERE order_id = $1"), [Self.hostile])[0]
                .int(0)
        }
    }

    /// A message of the day's first order with what strangers may write in place of names, ids and links.
    private static func hostile(_ message: [UInt8]) -> [UInt8]? {
        var text = String(decoding: message, as: UTF8.self)
        guard text.contains("NQ-20731") else { return nil }
        let escaped = hostile.replacing("\"", with: "\\\"")
        for word in [
            "NQ-20731", "NORTHQUAY_DE", "Enamel kettle 1.8 l", "KETTLE-ENAMEL-18", "WH-EMDEN", "Nordpost",
            "RMA-NQ-20731-1", "CNX-3307", "NP2073110DE", "NOT_WANTED", "Does not suit the kitchen", "Mirela",
            "READYTOSHIP",
        ] {
            text = text.replacing("\"\(word)\"", with: "\"\(escaped)\"")
        }
        text = text.replacing("https://", with: "javascript:window.owned=true//")
        return Array(text.utf8)
    }
}
