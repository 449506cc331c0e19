import Foundation
import HeraldTesting
import OMSMessages
import Postgres
import SampleWorld
import Testing

/// The real program with real servers on the other side of its channels.
@Suite("A service with a mail server and an endpoint", .database, .timeLimit(.minutes(3)))
struct ChannelsInServiceTests {
    private static let messages = SampleWorld.histories(
        SampleWorld.Options(orders: 30, seed: 47, quirks: true, shuffle: false, duplicates: true)
    ).flatMap { $0 }.map(\.json)

    private func settings(_ server: PythonPeer, _ endpoint: PythonPeer) -> [String] {
        [
            "policy.defaults.max_age=3650d", "policy.defaults.order_confirmation=service",
            "policy.defaults.default_delivery_channels=smtp,webhook", "channels.smtp.host=localhost",
            "channels.smtp.port=\(server.port)", "channels.smtp.authorities=\(server.authority)",
            "channels.smtp.username=herald", "channels.smtp.password=hunter2",
            "channels.webhook.endpoints.erp.url=https://localhost:\(endpoint.port)/ok",
            "channels.webhook.endpoints.erp.secrets=whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
            "channels.webhook.authorities=\(endpoint.authority)", "channels.webhook.allowed_networks=127.0.0.0/8,::1",
        ].flatMap { ["--set", $0] }
    }

    @Test("tells both of everything it has to tell, once, encrypted and signed")
    func everything() async throws {
        let database = TestDatabase.current
        try await Peers.mail("starttls", "auth=herald:hunter2") { server in
            try await Peers.http("tls", "hmac=whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw") { endpoint in
                try await Program.withFolder { folder in
                    let service = try await RunningService.start(
                        folder: folder, port: 18_433, database: database.uri, settings: settings(server, endpoint))
                    defer { service.kill() }
                    for message in Self.messages {
                        let answer = try #require(try await service.post("/oms", message))
                        try #require(answer.status == 200)
                    }
                    try await service.settle()
                    #expect(try await service.stop() == 0)
                }
                let told = try await database.texts(
                    "SELECT id::text FROM communication WHERE status = 'sent' ORDER BY 1")
                #expect(told.count > 30)
                let events = try endpoint.documents().map(\.root)
                #expect(events.allSatisfy { $0.bool("hmac") == true })
                #expect(events.compactMap { $0["event"]?.string("id") }.sorted() == told)
                let mails = try server.documents().map(\.root)
                #expect(mails.allSatisfy { $0.bool("tls") == true && $0.bool("authenticated") == true })
                let sent = try await database.texts(
                    "SELECT communication_id::text FROM delivery WHERE channel = 'smtp' AND status = 'sent' ORDER BY 1")
                #expect(mails.compactMap { Self.messageID($0.string("message") ?? "") }.sorted() == sent)
                let undone = try await database.texts(
                    "SELECT status FROM delivery WHERE status NOT IN ('sent', 'cancelled')")
                #expect(undone.isEmpty)
            }
        }
    }

    @Test("'herald send-test' sends a mail to whom configuration allows, and to nobody else")
    func sample() async throws {
        let database = TestDatabase.current
        try await Peers.mail("starttls", "auth=herald:hunter2") { server in
            try await Program.withFolder { folder in
                let settings = [
                    "channels.smtp.host=localhost", "channels.smtp.port=\(server.port)",
                    "channels.smtp.authorities=\(server.authority)", "channels.smtp.username=herald",
                    "channels.smtp.password=hunter2", "delivery.test_recipients=shop.example",
                ].flatMap { ["--set", $0] }
                func send(to recipient: String) async throws -> Program.Output {
                    try await Program.run(
                        [
                            "send-test", "shipment_confirmation", "--to", recipient, "--locale", "de", "--data-dir",
                            folder,
                        ]
                            + settings, environment: ["HERALD_DATABASE_URL": database.uri])
                }
                let sent = try await send(to: "kim@shop.example")
                #expect(sent.status == 0 && sent.text.hasPrefix("sent: "), "\(sent.errors)")
                let refused = try await send(to: "kim@mail.example")
                #expect(refused.status == 1 && refused.errors.contains("delivery.test_recipients"))
            }
            let mails = try server.documents().compactMap { $0.root.string("message") }
            #expect(mails.count == 1)
            #expect(mails.first?.contains("<kim@shop.example>") == true)
        }
        #expect(try await database.texts("SELECT id::text FROM communication").isEmpty)
    }

    /// The id of the communication that a mail is.
    static func messageID(_ mail: String) -> String? {
        let lines = mail.split(separator: "\r\n")
        return lines.first { $0.hasPrefix("Message-ID: <") }?.split(separator: "<").last?.split(separator: "@").first
            .map(String.init)
    }
}
