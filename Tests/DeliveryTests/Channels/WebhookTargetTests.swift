import Communications
import Curl
import Delivery
import Glibc
import HeraldTesting
import OMSMessages
import Testing

@Suite("The target of a webhook", .serialized) struct WebhookTargetTests {
    let bench = WebhookBench()

    @Test("knows nobody there, no name and no trusted certificate for what they are")
    func unreachable() async throws {
        let nobody = try await bench.channel("http://127.0.0.1:1/").send(bench.message())
        #expect(nobody.name == "temporary" && nobody.errorClass == "connection")
        let nameless = try await bench.channel("http://nobody.invalid/").send(bench.message())
        #expect(nameless.name == "temporary" && nameless.errorClass == "name_resolution")
        try await Peers.http("tls") { peer in
            let stranger = try await bench.channel("https://localhost:\(peer.port)/ok").send(bench.message())
            #expect(stranger.name == "temporary" && stranger.errorClass == "tls")
            #expect(try peer.documents().isEmpty)
        }
    }

    @Test(
        "connects to no private address, however it is written or named",
        arguments: [
            "http://127.0.0.1:PORT/ok", "http://localhost:PORT/ok", "http://[::1]:PORT/ok", "http://2130706433:PORT/ok",
            "http://0x7f.1:PORT/ok", "http://127.1:PORT/ok", "http://0177.0.0.1:PORT/ok", "http://0.0.0.0:PORT/ok",
            "http://[::ffff:127.0.0.1]:PORT/ok", "http://[::ffff:7f00:1]:PORT/ok",
        ])
    func privateAddresses(_ url: String) async throws {
        try await Peers.http { peer in
            let url = url.replacing("PORT", with: "\(peer.port)")
            let outcome = try await bench.channel(url, CurlOptions(reach: .publicOr([]))).send(bench.message())
            #expect(outcome.name == "temporary" && outcome.errorClass == "address_refused", "\(outcome)")
            #expect(try peer.documents().isEmpty)
        }
    }

    @Test("takes no part of its way from the environment")
    func noProxy() async throws {
        try await Peers.http { peer in
            unsafe setenv("http_proxy", "http://127.0.0.1:1", 1)
            unsafe setenv("all_proxy", "http://127.0.0.1:1", 1)
            defer {
                unsafe unsetenv("http_proxy")
                unsafe unsetenv("all_proxy")
            }
            let outcome = try await bench.channel("http://127.0.0.1:\(peer.port)/ok").send(bench.message())
            #expect(outcome.name == "sent")
        }
    }

    @Test(
        "speaks no scheme but http and https",
        arguments: ["file:///etc/passwd", "gopher://127.0.0.1:1/", "ftp://127.0.0.1/"])
    func schemes(_ url: String) async throws {
        let outcome = try await bench.channel(url).send(bench.message())
        #expect(outcome.name == "permanent" && outcome.errorClass == "invalid")
    }
}
