import Delivery
import InternetAddresses
import OMSMessages
import Testing

@Suite("An e-mail") struct EmailMessageTests {
    private func message(
        subject: String = "Your order", name: String? = "Mirela Osterhaus", text: String = "Hello\n",
        html: String = "<p>Hello</p>"
    ) -> EmailMessage {
        EmailMessage(
            from: EmailMessage.Mailbox(name: "North Quay", address: EmailAddress("shop@northquay.example")!),
            to: [EmailMessage.Mailbox(name: name, address: EmailAddress("mirela@mail.example")!)], subject: subject,
            date: Timestamp(microseconds: 1_771_513_200_000_000),
            messageID: MessageID(unique: "6b1f0c52-8e37-5d2a-9c44-1b7f30d8e265", host: "northquay.example"),
            references: [MessageID(unique: "0b1f0c52-8e37-5d2a-9c44-1b7f30d8e265", host: "northquay.example")],
            text: text, html: html)
    }

    private func rendered(_ message: EmailMessage) -> String { String(decoding: message.rendered(), as: UTF8.self) }

    @Test("is ASCII in lines of at most 78 characters that end in CR LF")
    func lines() {
        let hostile = String(repeating: "Übergrößenträger 🧥 ", count: 40)
        let bytes = message(subject: hostile, name: hostile, text: hostile, html: hostile).rendered()
        #expect(bytes.allSatisfy { $0 < 0x80 && $0 != 0 })
        let lines = bytes.split(separator: 10, omittingEmptySubsequences: false)
        #expect(lines.dropLast().allSatisfy { $0.last == 13 && !$0.dropLast().contains(13) })
        #expect(lines.allSatisfy { $0.count <= 79 })
    }

    @Test("has the headers of a machine's mail in an order's thread")
    func headers() {
        let head = rendered(message()).before("\r\n\r\n")
        #expect(
            head == """
                From: "North Quay"\r
                 <shop@northquay.example>\r
                To: "Mirela Osterhaus"\r
                 <mirela@mail.example>\r
                Subject: Your order\r
                Date: Thu, 19 Feb 2026 15:00:00 +0000\r
                Message-ID: <6b1f0c52-8e37-5d2a-9c44-1b7f30d8e265@northquay.example>\r
                In-Reply-To: <0b1f0c52-8e37-5d2a-9c44-1b7f30d8e265@northquay.example>\r
                References: <0b1f0c52-8e37-5d2a-9c44-1b7f30d8e265@northquay.example>\r
                Auto-Submitted: auto-generated\r
                MIME-Version: 1.0\r
                Content-Type: multipart/alternative;\r
                 boundary="=_6b1f0c52-8e37-5d2a-9c44-1b7f30d8e265"
                """)
    }

    @Test(
        "lets no value end a header or start one",
        arguments: [
            "a\r\nBcc: x@y.example", "a\nBcc: x@y.example", "a\u{0}b", "a\u{2028}Bcc: x", "a\u{85}Bcc: x",
            "=?utf-8?q?x?=",
        ])
    func injection(_ value: String) {
        let head = rendered(message(subject: value, name: value)).before("\r\n\r\n")
        let names = head.split(separator: "\r\n").filter { !$0.hasPrefix(" ") }.map { $0.prefix { $0 != ":" } }
        #expect(
            names == [
                "From", "To", "Subject", "Date", "Message-ID", "In-Reply-To", "References", "Auto-Submitted",
                "MIME-Version", "Content-Type",
            ])
    }

    @Test("keeps hosts and ids of its Message-ID harmless")
    func messageID() {
        #expect("\(MessageID(unique: "a>\r\nX: b", host: "h\r\nX: y"))" == "<aXb@localhost>")
    }

    @Test(
        "accepts addresses that can be written plainly",
        arguments: ["a@b.example", "first.last+tag@sub.example.com", " a@localhost ", "o'hara@x-y.example"])
    func goodAddress(_ text: String) {
        #expect(EmailAddress(text)?.description == text.trimmed)
    }

    @Test(
        "refuses every other address",
        arguments: [
            "", "a", "@b.example", "a@", "a b@c.example", "a@b@c.example", "a@b..example", ".a@b.example",
            "a@-b.example",
            "a@b.example\r\nBcc: c@d.example", "<a@b.example>", "a@b.example,c@d.example", "ä@b.example",
            "\"a b\"@c.example",
            String(repeating: "a", count: 65) + "@b.example",
        ])
    func badAddress(_ text: String) {
        #expect(EmailAddress(text) == nil)
    }
}

extension String {
    fileprivate var trimmed: String { String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()) }
}
