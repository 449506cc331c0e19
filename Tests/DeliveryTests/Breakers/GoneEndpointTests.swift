import Communications
import Curl
import HeraldTesting
import OMSMessages
import Postgres
import StandardWebhooks
import Testing

@testable import Delivery

@Suite("An endpoint that said 410", .database) struct GoneEndpointTests {
    @Test("stays off across restarts, others go on, and what waited goes out once it is resumed")
    func gone() async throws {
        var bench = Workbench()
        bench.policy.defaultDeliveryChannels = ["webhook"]
        bench.policy.reaches = ["webhook": .endpoints(["erp", "shop"])]
        (bench.options.batchSize, bench.options.concurrency) = (1, 1)
        var messages: [Communication] = []
        for number in 1...3 {
            var order = Shop.Order()
            order.id = "NQ-\(number)"
            let (story, communication) = try Story.about(.customer(.refundTriggered), order, policy: bench.policy)
            try await story.save(bench.pool, only: [.customer(.refundTriggered)])
            messages.append(communication)
        }
        let fixed = bench
        try await Peers.http { peer in
            func channel(erp: String) throws -> WebhookChannel {
                let secret = try #require(WebhookSecret(WebhookBench.secrets[0]))
                return WebhookChannel(
                    endpoints: [
                        WebhookEndpoint(
                            name: "erp", url: "http://127.0.0.1:\(peer.port)/status/\(erp)", secrets: [secret]),
                        WebhookEndpoint(
                            name: "shop", url: "http://127.0.0.1:\(peer.port)/status/200", secrets: [secret]),
                    ], options: WebhookOptions(allowsPlainText: true), client: CurlClient(.local()))
            }
            func paths() throws -> [String: Int] {
                Dictionary(
                    grouping: try peer.documents().compactMap { $0.root.string("path") }, by: { $0 }
                ).mapValues(\.count)
            }
            try await fixed.worker(channel(erp: "410")).drain()
            #expect(try paths() == ["/status/410": 1, "/status/200": 3])
            // As if started again: another worker, another channel.
            try await fixed.worker(channel(erp: "410")).drain()
            #expect(try paths()["/status/410"] == 1)

            let control = ChannelControl(
                pool: fixed.pool, destinations: try channel(erp: "410").destinations, logger: TestLog.quiet)
            let listed = try await control.list()
            #expect(listed.map(\.destination.description) == ["webhook", "webhook/erp", "webhook/shop"])
            #expect(listed.map(\.breaker.state) == [.closed, .gone, .closed])
            #expect(listed.map(\.waiting) == [2, 2, 0])
            // The channel as a whole stops and goes on: what waits for the endpoint stays where it is.
            _ = try await control.pause(Destination(channel: "webhook"), by: "ilse", reason: "a new network")
            _ = try await control.resume(Destination(channel: "webhook"), by: "ilse", reason: "it works")
            try await fixed.worker(channel(erp: "410")).drain()
            #expect(try await control.list().map(\.waiting) == [2, 2, 0])
            _ = try await control.resume(
                Destination(channel: "webhook", endpoint: "erp"), by: "ilse", reason: "it was moved")
            try await fixed.worker(channel(erp: "201")).drain()
            #expect(try paths()["/status/201"] == 2)
        }
    }
}
