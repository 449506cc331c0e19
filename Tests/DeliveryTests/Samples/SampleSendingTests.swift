import Communications
import Delivery
import OMSMessages
import Testing

@Suite("Samples") struct SampleSendingTests {
    private func sending(
        _ channel: TestChannel, allowed: [String], _ policy: ChannelPolicy = .service
    ) -> SampleSending {
        SampleSending(
            over: channel, renderer: TemplateRenderer(Workbench.templates) { _ in policy }, policy: policy,
            recipients: TestRecipients(allowed))
    }

    @Test("go to nobody who is not named in configuration, and the refusal names the key")
    func refused() async throws {
        let channel = TestChannel()
        let communication = try Story.about(.customer(.refundTriggered)).1.stored
        for allowed in [[], ["other@mail.example", "mail.example.org"]] {
            let error = await #expect(throws: SampleError.self) {
                try await sending(channel, allowed: allowed).send(communication, to: "ilse@mail.example")
            }
            #expect(error == .notAllowed && error?.description.contains("delivery.test_recipients") == true)
        }
        #expect(channel.messages.isEmpty)
    }

    @Test("go to the named recipient alone, marked, with nothing of the customer's address", arguments: Kind.all)
    func sent(_ kind: Kind) async throws {
        let channel = TestChannel()
        let communication = try Story.about(kind).1.stored
        let outcome = try await sending(channel, allowed: ["ilse@mail.example"])
            .send(communication, to: "ilse@mail.example")
        #expect(outcome.name == "sent")
        let message = try #require(channel.messages.first)
        #expect(message.envelope.recipient.address == "ilse@mail.example")
        #expect(message.content.subject.hasPrefix("[Test] "))
        let mail = String(decoding: message.eml, as: UTF8.self)
        let header = try #require(mail.split(separator: "\r\n\r\n", maxSplits: 1).first)
        #expect(header.contains("ilse@mail.example"))
        #expect(!header.contains("osterhaus@") && !header.contains("desk@northquay.example"))
        #expect(try JSONDocument(message.json).root.bool("test") == true)
    }

    @Test("may be allowed by domain, not by a part of it")
    func domains() {
        let recipients = TestRecipients(["Example.com", "+4942100", "erp", "kim@shop.example"])
        #expect(recipients.allows("a@example.com") && recipients.allows("A@EXAMPLE.COM"))
        #expect(recipients.allows("+4942100") && recipients.allows("erp") && recipients.allows("kim@shop.example"))
        for other in ["a@mail.example.com", "a@badexample.com", "a@example.com.evil", "crm", "tim@shop.example", ""] {
            #expect(!recipients.allows(other), "\(other)")
        }
    }
}
