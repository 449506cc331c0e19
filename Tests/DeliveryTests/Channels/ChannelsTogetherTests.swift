import Communications
import Curl
import Delivery
import FoundationEssentials
import HeraldTesting
import OMSMessages
import Postgres
import Projection
import StandardWebhooks
import Testing

@Suite("A communication over several channels", .database) struct ChannelsTogetherTests {
    private func bench() -> Workbench {
        var bench = Workbench()
        bench.policy.reaches = ["webhook": .endpoints(["erp"])]
        bench.policy.defaultDeliveryChannels = ["smtp", "webhook"]
        bench.policy.mail.replyTo = "help@northquay.example"
        bench.policy.mail.threadsByOrder = false
        return bench
    }

    private func webhook(_ peer: PythonPeer, _ path: String) -> WebhookChannel {
        WebhookChannel(
            endpoints: [
                WebhookEndpoint(
                    name: "erp", url: "http://127.0.0.1:\(peer.port)/\(path)",
                    secrets: [WebhookSecret(WebhookBench.secrets[0])!])
            ], options: WebhookOptions(allowsPlainText: true), client: CurlClient(.local()))
    }

    private func smtp(_ peer: PythonPeer) -> SMTPChannel {
        SMTPChannel(
            SMTPOptions(server: MailServer(host: "127.0.0.1", port: peer.port, security: .none)),
            client: MailClient(.local()))
    }

    @Test("reaches each of them once, with one id")
    func both() async throws {
        let bench = bench()
        let (story, communication) = try Story.about(.customer(.refundTriggered), policy: bench.policy)
        try await story.save(bench.pool, only: [.customer(.refundTriggered)])
        try await Peers.http { endpoint in
            try await Peers.mail { server in
                try await bench.worker(smtp(server), webhook(endpoint, "ok")).drain()
                let mail = try #require(try server.documents().first?.root)
                let message = try await PythonMail.parse(Array((mail.string("message") ?? "").utf8))
                #expect(message.header("Message-ID") == "<\(communication.id)@northquay.example>")
                #expect(message.header("Reply-To") == "help@northquay.example")
                #expect(message.header("References") == nil && message.header("In-Reply-To") == nil)
                #expect(message.defects == 0)
                #expect(mail.elements("to").compactMap(\.string) == ["mirela.osterhaus@mail.example"])
                let event = try #require(try endpoint.documents().first?.root["headers"])
                #expect(event.string("webhook-id") == communication.id)
                let counts = try (server.documents().count, endpoint.documents().count)
                #expect(counts == (1, 1))
            }
        }
        #expect(try await bench.stored(communication).status == .sent)
        let rows = try await bench.deliveries(communication).map { [$0.channel, $0.recipient, $0.status.rawValue] }
        #expect(rows == [["smtp", "mirela.osterhaus@mail.example", "sent"], ["webhook", "erp", "sent"]])
    }

    @Test("waits for the one that asks for it, and repeats nothing at the other")
    func oneFails() async throws {
        let bench = bench()
        let (story, communication) = try Story.about(.customer(.refundTriggered), policy: bench.policy)
        try await story.save(bench.pool, only: [.customer(.refundTriggered)])
        try await Peers.http { endpoint in
            try await Peers.mail { server in
                let worker = bench.worker(smtp(server), webhook(endpoint, "retry/503/1800"))
                try await worker.drain()
                try await worker.drain()
                let counts = try (server.documents().count, endpoint.documents().count)
                #expect(counts == (1, 1))
            }
        }
        let rows = try await bench.deliveries(communication)
        #expect(rows.map(\.status) == [.sent, .pending])
        // Its own schedule would have it tried again at once.
        let next = Double(try #require(rows[1].nextAttemptAt).microseconds) / 1e6
        #expect((1_500...1_801).contains(next - Date().timeIntervalSince1970))
        #expect(rows[1].reason == "http_503")
    }

    @Test("goes to an endpoint although no address of the customer is known")
    func withoutAddress() throws {
        var order = Shop.Order()
        order.email = ""
        var policy = bench().policy
        let held = try Story.about(.customer(.refundTriggered), order, policy: policy).1
        #expect(held.disposition == .held(.noRecipient), "a mail should go as well, and finds nobody")
        policy.defaultDeliveryChannels = ["webhook"]
        let communication = try Story.about(.customer(.refundTriggered), order, policy: policy).1
        #expect(communication.disposition == .pending)
        #expect(communication.deliveries == [PlannedDelivery(channel: "webhook", recipient: "erp")])
    }
}
