import Communications
import Curl
import Delivery
import Glibc
import HeraldTesting
import InternetAddresses
import OMSMessages
import StandardWebhooks
import Testing

@Suite("The webhook channel", .serialized) struct WebhookChannelTests {
    let bench = WebhookBench()

    @Test("is accepted by the packages of both standards, over TLS, hostile orders too", arguments: Kind.all)
    func accepted(_ kind: Kind) async throws {
        try await Peers.http("tls", "hmac=\(WebhookBench.secrets[0])", "ed25519=\(WebhookBench.publicKey)") { peer in
            let channel = try bench.channel("https://localhost:\(peer.port)/ok", .local(authority: peer.authority))
            for order in [Shop.Order(), ForeignReaderTests.hostile] {
                let message = try bench.message(kind, order)
                #expect(await channel.send(message) == .sent(response: "HTTP 200"))
                let note = try #require(try peer.documents().last?.root)
                #expect(note.string("method") == "POST")
                #expect(note.bool("hmac") == true && note.bool("ed25519") == true, "\(note.string("problem") ?? "")")
                let headers = try #require(note["headers"])
                #expect(headers.string("webhook-id") == "\(message.id)")
                #expect(headers.string("content-type") == "application/cloudevents+json; charset=utf-8")
                let event = try #require(note["event"])
                #expect(event.string("specversion") == "1.0")
                #expect(event.string("id") == "\(message.id)")
                #expect(event.string("type") == "herald.communication.\(kind.name)")
                #expect(event.string("source") == "/herald/NORTHQUAY_DE")
                let data = try #require(event["data"])
                #expect(data.string("id") == "\(message.id)")
                #expect(data.string("kind") == kind.name)
                #expect(data.string("order_id") == order.id)
                #expect(data["subject"]?.elements("lines") != nil)
            }
            // Both went over one connection.
            #expect(try Set(peer.documents().compactMap { $0.root.int("connection") }) == [1])
        }
    }

    @Test("signs with every secret, so that a receiver that knows only an older one still accepts")
    func rotation() async throws {
        let newest = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"
        try await Peers.http("hmac=\(WebhookBench.secrets[0])") { peer in
            let channel = try bench.channel(
                "http://127.0.0.1:\(peer.port)/ok", secrets: [newest, WebhookBench.secrets[0]])
            #expect(try await channel.send(bench.message()).name == "sent")
            let note = try #require(try peer.documents().last?.root)
            #expect(note.bool("hmac") == true)
            #expect(note["headers"]?.string("webhook-signature")?.split(separator: " ").count == 2)
        }
    }

    @Test(
        "tells passing and lasting failures apart",
        arguments: [
            (200, "sent", nil), (204, "sent", nil), (301, "temporary", "http_redirect"), (400, "permanent", "http_400"),
            (401, "temporary", "http_401"), (403, "temporary", "http_403"),
            (404, "temporary", "http_404"), (408, "temporary", "http_408"),
            (413, "permanent", "http_413"),
            (422, "permanent", "http_422"), (425, "temporary", "http_425"), (429, "temporary", "http_429"),
            (500, "temporary", "http_500"), (501, "temporary", "http_501"), (503, "temporary", "http_503"),
        ] as [(Int, String, String?)])
    func statuses(_ example: (status: Int, outcome: String, errorClass: String?)) async throws {
        try await Peers.http { peer in
            let outcome = try await bench.channel("http://127.0.0.1:\(peer.port)/status/\(example.status)").send(
                bench.message())
            #expect(outcome.name == example.outcome && outcome.errorClass == example.errorClass)
            // What the receiver writes stays there.
            #expect(!outcome.text.contains("mirela"))
        }
    }

    @Test("follows no redirect")
    func redirect() async throws {
        try await Peers.http { peer in
            let outcome = try await bench.channel("http://127.0.0.1:\(peer.port)/redirect/ok").send(bench.message())
            #expect(outcome.errorClass == "http_redirect")
            #expect(try peer.documents().map { $0.root.string("path") } == ["/redirect/ok"])
        }
    }

    @Test(
        "waits as long as it is asked to, within limits",
        arguments: [
            ("/retry/429/120", Duration.seconds(120)...Duration.seconds(120)),
            ("/retry/503/86400", .seconds(600)...(.seconds(600))),
            ("/retry/503/date/300", .seconds(290)...(.seconds(300))),
        ])
    func retryAfter(_ example: (path: String, wait: ClosedRange<Duration>)) async throws {
        try await Peers.http { peer in
            let outcome = try await bench.channel("http://127.0.0.1:\(peer.port)\(example.path)").send(bench.message())
            guard case .temporary(_, _, let wait?) = outcome else {
                Issue.record("\(outcome)")
                return
            }
            #expect(example.wait.contains(wait))
        }
    }

    @Test("hears from 410 that the endpoint is gone, and says how to resume it")
    func gone() async throws {
        try await Peers.http { peer in
            let channel = try bench.channel("http://127.0.0.1:\(peer.port)/status/410")
            let outcome = await channel.send(try bench.message())
            #expect(outcome.name == "permanent" && outcome.errorClass == "endpoint_disabled")
            #expect(outcome.text.contains("herald channels resume webhook --endpoint erp"))
        }
    }

    @Test(
        "does not know what became of a request that was written and not answered",
        arguments: [
            ("lost", "connection_lost"), ("hang", "timeout"), ("garbage", "connection_lost"),
        ])
    func ambiguous(_ example: (path: String, errorClass: String)) async throws {
        try await Peers.http { peer in
            let outcome = try await bench.channel(
                "http://127.0.0.1:\(peer.port)/\(example.path)", .local(timeout: .milliseconds(1_500))
            ).send(bench.message())
            #expect(outcome.name == "ambiguous" && outcome.errorClass == example.errorClass)
            #expect(try peer.documents().count == 1)
        }
    }

    @Test("takes the status as the answer, whatever the body does", arguments: ["endless", "stall"])
    func hostileBody(_ path: String) async throws {
        try await Peers.http { peer in
            let start = ContinuousClock.now
            let outcome = try await bench.channel(
                "http://127.0.0.1:\(peer.port)/\(path)", .local(timeout: .milliseconds(1_500))
            ).send(bench.message())
            #expect(outcome == .sent(response: "HTTP 200"))
            #expect(.now - start < .seconds(15))
        }
    }

    @Test("repeats on a new connection what a closed one swallowed, with the same id")
    func staleConnection() async throws {
        try await Peers.http { peer in
            let channel = try bench.channel("http://127.0.0.1:\(peer.port)/once")
            for _ in 1...3 { #expect(try await channel.send(bench.message()).name == "sent") }
            let ids = try peer.documents().compactMap { $0.root["headers"]?.string("webhook-id") }
            #expect(ids.count >= 3 && Set(ids).count == 1)
        }
    }

    @Test("ends soon after its task is cancelled")
    func cancelled() async throws {
        try await Peers.http { peer in
            let channel = try bench.channel("http://127.0.0.1:\(peer.port)/hang")
            let message = try bench.message()
            let task = Task { await channel.send(message) }
            while try peer.documents().isEmpty { try await Task.sleep(for: .milliseconds(20)) }
            let start = ContinuousClock.now
            task.cancel()
            let outcome = await task.value
            #expect(outcome.name == "ambiguous" && outcome.errorClass == "cancelled")
            #expect(.now - start < .seconds(5))
        }
    }
}
