import Communications
import Curl
import Delivery
import HeraldTesting
import OMSMessages
import Testing

@Suite("The text message channel", .serialized) struct TextMessageChannelTests {
    private func channel(_ peer: PythonPeer, password: String = "hunter2", sender: String = "+4942100")
        -> TextMessageChannel
    {
        TextMessageChannel(
            TextMessageOptions(
                url: "http://127.0.0.1:\(peer.port)", account: "AC1",
                credentials: Credentials(user: "SK1", password: password), sender: sender, allowsPlainText: true),
            client: CurlClient(.local()))
    }

    private func message(to number: String, _ order: Shop.Order = Shop.Order()) throws -> OutgoingMessage {
        try .about(.customer(.refundTriggered), to: number, over: .phone, order)
    }

    @Test(
        "sends one form with one account's password",
        arguments: ["+4942100", "North Quay", "MG Motors", "MG0123456789abcdef0123456789abcdef"])
    func form(_ sender: String) async throws {
        try await Peers.http("basic=SK1:hunter2") { peer in
            let sent = try message(to: "+49 421 555-0143")
            let outcome = await channel(peer, sender: sender).send(sent)
            #expect(outcome == .sent(response: "HTTP 201: 1 segment, SM0123456789abcdef0123456789abcdef"))
            let note = try #require(try peer.documents().last?.root)
            #expect(note.string("path") == "/2010-04-01/Accounts/AC1/Messages.json")
            #expect(note["headers"]?.string("idempotency-key") == "\(sent.id)")
            let fields = (note.string("body") ?? "").split(separator: "&").map(String.init)
            #expect(fields.contains("To=%2B494215550143"))
            #expect(fields.contains { $0.hasPrefix(sender.hasPrefix("MG0") ? "MessagingServiceSid=" : "From=") })
            #expect(fields.contains { $0.hasPrefix("Body=") && $0.contains("NQ-20731") })
        }
    }

    @Test(
        "reads numbers as people write them",
        arguments: [
            ("+49 (0)171 555-0143", "+491715550143"), ("0049 171 5550143", "+491715550143"),
            ("+44 (0)20 7946 0018", "+442079460018"), ("0171 5550143", nil),
            ("000171 5550143", nil), ("(0)171 5550143", nil),
        ] as [(String, String?)])
    func numbers(_ example: (text: String, number: String?)) {
        #expect(PhoneNumber(example.text)?.description == example.number)
    }

    @Test("cuts what is too long, and hides nothing hostile in the form")
    func hostile() async throws {
        try await Peers.http("basic=SK1:hunter2") { peer in
            var order = Shop.Order()
            order.id = "NQ&To=+15005550001\r\n" + String(repeating: "😀", count: 500)
            let outcome = await channel(peer).send(try message(to: "+494215550143", order))
            #expect(outcome.name == "sent" && outcome.text.contains("3 segments"), "\(outcome)")
            #expect(try peer.documents().last?.root.string("body")?.contains("To=%2B494215550143&") == true)
        }
    }

    @Test("knows whose mistake it is, and repeats no number")
    func refusals() async throws {
        try await Peers.http("basic=SK1:hunter2") { peer in
            let invalid = await channel(peer).send(try message(to: "+1 500 555 0001"))
            #expect(invalid == .permanent(class: "http_400", text: "HTTP 400: 1 segment, error 21211"))
            let stranger = await channel(peer, password: "hunter3").send(try message(to: "+494215550143"))
            #expect(stranger == .temporary(class: "authentication", text: "HTTP 401, error 20003"))
            let count = try peer.documents().count
            for local in ["0421 5550143", "+0421 555", "", "+49421x", "+49"] {
                let outcome = await channel(peer).send(try message(to: local))
                #expect(outcome.name == "permanent" && outcome.errorClass == "recipient")
            }
            #expect(try peer.documents().count == count)
        }
    }
}
