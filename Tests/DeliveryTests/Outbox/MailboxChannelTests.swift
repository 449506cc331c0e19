import Communications
import Delivery
import Glibc
import HeraldTesting
import Postgres
import Testing

@Suite("The mailbox channel") struct MailboxChannelTests {
    private func message(_ eml: String = "eml") throws -> OutgoingMessage {
        let envelope = try Envelope(
            .customer(.orderConfirmation, nil), to: "a@b.example", over: .email,
            from: Envelope.Sender(name: "S", address: "s@b.example"))
        return OutgoingMessage(
            id: PostgresUUID(high: 1, low: 2), envelope: envelope,
            content: RenderedContent(subject: "s", text: "t", html: "h"), eml: Array(eml.utf8), json: Array("{}".utf8),
            day: "2026-02-19")
    }

    @Test("writes private files in private folders and leaves nothing else behind")
    func permissions() async throws {
        try await withTestFolder { folder in
            let channel = MailboxChannel(dataDirectory: folder + "/data")
            let name = "00000000-0000-0001-0000-000000000002"
            let outcome = await channel.send(try message())
            #expect(outcome == .sent(response: "mailbox/2026-02-19/\(name).eml"))
            #expect(
                files(below: folder) == ["eml", "json"].map { "data/mailbox/2026-02-19/\(name).\($0)" })
            var status = stat()
            for path in ["/data", "/data/mailbox", "/data/mailbox/2026-02-19"] {
                #expect(unsafe stat(folder + path, &status) == 0)
                #expect(status.st_mode & 0o777 == 0o700)
            }
            #expect(unsafe stat(folder + "/data/mailbox/2026-02-19/\(name).eml", &status) == 0)
            #expect(status.st_mode & 0o777 == 0o600)
        }
    }

    @Test("writes the same file again for the same communication")
    func again() async throws {
        try await withTestFolder { folder in
            let channel = MailboxChannel(dataDirectory: folder)
            _ = await channel.send(try message("first"))
            _ = await channel.send(try message("second"))
            let found = files(below: folder)
            #expect(found.count == 2)
            #expect(contents(of: folder + "/" + found[0]) == Array("second".utf8))
        }
    }

    @Test("answers what can and what cannot mend by itself")
    func failures() async throws {
        try await withTestFolder { folder in
            // A file where the folder should be.
            let file = unsafe fopen(folder + "/mailbox", "w")
            unsafe fclose(file!)
            let outcome = await MailboxChannel(dataDirectory: folder).send(try message())
            #expect(outcome.name == "permanent")
            #expect(!outcome.text.contains(folder))
        }
    }

    @Test("an envelope of customer service has no place for anybody but a desk")
    func envelope() {
        #expect(throws: EnvelopeError.notADesk) {
            try Envelope(
                .customerService(.paymentCaptureFailed, [CustomerServiceDesk(address: "desk@b.example")]),
                to: "customer@b.example", over: .email, from: Envelope.Sender(name: "S", address: "s@b.example"))
        }
    }
}
