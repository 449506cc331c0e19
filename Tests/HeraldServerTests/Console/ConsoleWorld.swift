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
            let worker = DeliveryWorker(
                pool: pool, channels: [MailboxChannel(dataDirectory: folder)],
                renderer: TemplateRenderer(try TemplateCatalog(), policy: { policy.channel($0) }),
                policy: { policy.channel($0) }, logger: TestLog.quiet)
            return try await RunningServer.with(
                projects: true, actions: actions, channels: channels, templates: try TemplateCatalog(),
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
                salesChannel: hostile, name: "shop.name", value: hostile, source: "environment HERALD_X",
                isDefault: false, meaning: "Name of the shop in texts."),
        ]
    }

    /// Lets deliveries of the first day's order and of the hostile one fail, and pauses an endpoint.
    func breakSomething() async throws {
        let hostile = Self.hostile
        try await TestDatabase.current.pool.withConnection { connection in
            _ = try connection.execute(
                Statement(
                    name: "",
                    sql: """
                        UPDATE delivery d SET status = 'failed', reason = CASE d.order_id WHEN $1 THEN $1 ELSE 'smtp_550' END,
                            finished_at = now()
                        FROM communication c
                        WHERE c.id = d.communication_id AND c.order_id IN ($1, 'NQ-20731')
                            AND c.kind = 'shipment_confirmation'
                        """), [hostile])
        }
        _ = try await Self.channels.pause(
            Destination(channel: "webhook", endpoint: "erp"), by: hostile, reason: hostile)
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
