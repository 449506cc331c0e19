import Communications
import Curl
import Delivery
import HeraldTesting
import OMSMessages
import Testing

@Suite("The chat channel", .serialized) struct ChatChannelTests {
    private func channel(_ peer: PythonPeer, _ path: String = "chat") -> ChatChannel {
        ChatChannel(
            rooms: ["payments": "http://127.0.0.1:\(peer.port)/\(path)"], allowsPlainText: true,
            client: CurlClient(.local()))
    }

    private func message(_ kind: Kind, _ order: Shop.Order = Shop.Order()) throws -> OutgoingMessage {
        try .about(kind, to: "payments", over: .endpoints(["payments"]), order)
    }

    @Test(
        "shows reason, amount, contact and the way to the order",
        arguments: [CustomerServiceKind.paymentAuthorizationFailed, .paymentCaptureFailed])
    func exceptions(_ kind: CustomerServiceKind) async throws {
        try await Peers.http { peer in
            let outcome = await channel(peer).send(try message(.customerService(kind)))
            #expect(outcome == .sent(response: "HTTP 200"))
            let body = try #require(try peer.documents().last?.root.string("body"))
            let root = try JSONDocument(Array(body.utf8)).root
            let fields = root.elements("blocks")[1].elements("fields").compactMap { $0.string("text") }
            let reason = kind == .paymentCaptureFailed ? "CAPTUREFAILURE" : "VALIDATE_AUTH_FAIL"
            for text in [
                "Order: NQ-20731", "Sales channel: NORTHQUAY_DE", "Reason: \(reason)", "Amount: 119.00 EUR",
                "Customer: Mirela Osterhaus", "E-mail: mirela.osterhaus@mail.example", "Phone: +49 421 5550143",
            ] {
                #expect(fields.contains(text), "\(text)")
            }
            let link = root.elements("blocks")[2]["text"]?.string("text")
            #expect(link == "<https://desk.northquay.example/NORTHQUAY_DE/NQ-20731|Open the order>")
            #expect(root.string("text")?.contains("NQ-20731") == true)
        }
    }

    @Test("is accepted, and takes nothing in an order for markup")
    func hostile() async throws {
        try await Peers.http { peer in
            var order = ForeignReaderTests.hostile
            order.lines = 1
            order.id = "@channel " + String(repeating: "😀", count: 80)
            order.firstName =
                "<!channel> @all a@here.example <https://evil.example|here> " + String(repeating: "x", count: 3_000)
            let outcome = await channel(peer).send(try message(.customerService(.paymentCaptureFailed), order))
            #expect(outcome.name == "sent", "\(outcome)")
            let body = try #require(try peer.documents().last?.root.string("body"))
            let root = try JSONDocument(Array(body.utf8)).root
            let texts = root.elements("blocks").flatMap { $0.elements("fields") + [$0["text"]].compactMap(\.self) }
            #expect(texts.filter { $0.string("type") == "mrkdwn" }.count == 1)
            #expect(root.string("text")?.contains("<") == false)
            #expect(!body.contains("@channel") && !body.contains("@all"))
            #expect(body.contains("a@here.example"))
            let header = try #require(root.elements("blocks")[0]["text"]?.string("text"))
            #expect((1...150).contains(header.utf16.count))
        }
    }

    @Test("gets nothing that is for a customer")
    func customers() async throws {
        try await Peers.http { peer in
            let outcome = await channel(peer).send(try message(.customer(.refundTriggered)))
            #expect(outcome.name == "permanent" && outcome.errorClass == "audience")
            let notes = try peer.documents()
            #expect(notes.isEmpty)
        }
    }

    @Test("takes a room that is closed to it as something that will be corrected", arguments: [401, 403, 404])
    func closedRoom(_ status: Int) async throws {
        try await Peers.http { peer in
            let outcome = await channel(peer, "status/\(status)").send(
                try message(.customerService(.paymentCaptureFailed)))
            #expect(outcome.name == "temporary" && outcome.errorClass == "http_\(status)")
        }
    }

    @Test("waits when it is asked to, and shows no URL")
    func limits() async throws {
        try await Peers.http { peer in
            let channel = channel(peer, "retry/429/30?token=hunter2")
            let outcome = await channel.send(try message(.customerService(.paymentCaptureFailed)))
            #expect(outcome.name == "temporary" && outcome.errorClass == "http_429")
            var dumped = ""
            dump(channel, to: &dumped)
            for text in ["\(outcome)", "\(channel)", dumped] { #expect(!text.contains("hunter2")) }
        }
    }
}
