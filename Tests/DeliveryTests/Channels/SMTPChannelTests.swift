import Communications
import Curl
import Delivery
import HeraldTesting
import InternetAddresses
import OMSMessages
import Testing

@Suite("The smtp channel", .serialized) struct SMTPChannelTests {
    private func channel(
        _ peer: PythonPeer, _ security: MailServer.Security = .none, user: String? = nil, password: String = "hunter2",
        connections: Int = 1, timeout: Duration = .seconds(20)
    ) -> SMTPChannel {
        let credentials = user.map { Credentials(user: $0, password: password) }
        var curl = CurlOptions.local(authority: peer.authority, timeout: timeout)
        if security == .none { curl.authorities = nil }
        curl.maximumRunning = connections
        return SMTPChannel(
            SMTPOptions(
                server: MailServer(
                    host: "localhost", port: peer.port, security: security, credentials: credentials,
                    clientName: "herald.northquay.example"), bounceAddress: EmailAddress("bounces@northquay.example")),
            client: MailClient(curl))
    }

    private func message(to recipient: String, _ order: Shop.Order = Shop.Order()) throws -> OutgoingMessage {
        try .about(.customer(.refundTriggered), to: recipient, over: .email, order)
    }

    @Test("hands over the stored bytes, hostile ones too, many over one connection")
    func mails() async throws {
        try await Peers.mail { peer in
            let channel = channel(peer)
            let sent = try (1...20).map { number in
                try message(
                    to: "customer-\(number)@mail.example",
                    number.isMultiple(of: 2) ? ForeignReaderTests.hostile : Shop.Order())
            }
            for message in sent { #expect(await channel.send(message) == .sent(response: "250 2.0.0 taken as 4711")) }
            let notes = try peer.documents().map(\.root)
            #expect(notes.map { $0.string("message").map { Array($0.utf8) } } == sent.map(\.eml))
            #expect(
                notes.map { $0.elements("to").compactMap(\.string) } == sent.map { [$0.envelope.recipient.address] })
            #expect(Set(notes.compactMap { $0.string("from") }) == ["bounces@northquay.example"])
            #expect(Set(notes.compactMap { $0.string("client") }) == ["herald.northquay.example"])
            #expect(Set(notes.compactMap { $0.int("connection") }) == [1])
            #expect(notes[0].elements("mail_options").compactMap(\.string) == ["SIZE=\(sent[0].eml.count)"])
        }
    }

    @Test(
        "encrypts and says who it is",
        arguments: [
            ("starttls", MailServer.Security.starttls), ("starttls", .starttlsOptional), ("tls", .tls),
        ])
    func encrypted(_ example: (option: String, security: MailServer.Security)) async throws {
        try await Peers.mail(example.option, "auth=herald:hunter2") { peer in
            let outcome = await channel(peer, example.security, user: "herald").send(try message(to: "a@mail.example"))
            #expect(outcome.name == "sent", "\(outcome)")
            let note = try #require(try peer.documents().last?.root)
            #expect(note.bool("tls") == true && note.bool("authenticated") == true)
        }
    }

    @Test("sends nothing in clear where STARTTLS is required, and to no stranger")
    func refusesClear() async throws {
        try await Peers.mail { peer in
            let outcome = await channel(peer, .starttls).send(try message(to: "a@mail.example"))
            #expect(outcome.name == "temporary" && outcome.errorClass == "tls")
            #expect(try peer.documents().isEmpty)
            #expect(try await channel(peer, .starttlsOptional).send(message(to: "a@mail.example")).name == "sent")
        }
        try await Peers.mail("starttls") { peer in
            let stranger = SMTPChannel(
                SMTPOptions(server: MailServer(host: "localhost", port: peer.port)), client: MailClient())
            let outcome = await stranger.send(try message(to: "a@mail.example"))
            #expect(outcome.name == "temporary" && outcome.errorClass == "tls")
            #expect(try peer.documents().isEmpty)
        }
    }

    @Test("takes a wrong password as something that will be corrected, and tells it nobody")
    func wrongPassword() async throws {
        try await Peers.mail("starttls", "auth=herald:hunter2") { peer in
            let channel = channel(peer, .starttls, user: "herald", password: "hunter3")
            let outcome = await channel.send(try message(to: "a@mail.example"))
            #expect(outcome.name == "temporary" && outcome.errorClass == "authentication")
            let nobody = await self.channel(peer, .starttls).send(try message(to: "a@mail.example"))
            #expect(nobody.name == "temporary" && nobody.errorClass == "smtp_530")
            var dumped = ""
            dump(channel, to: &dumped)
            for text in [outcome.text, "\(outcome)", "\(channel)", dumped] { #expect(!text.contains("hunter")) }
        }
    }

    @Test(
        "tells passing and lasting refusals apart, and names no address",
        arguments: [
            ("rcpt-450", "temporary", "smtp_450"), ("rcpt-550", "permanent", "smtp_550"),
            ("rcpt-421", "temporary", "smtp_421"), ("data-451", "temporary", "smtp_451"),
            ("data-554", "permanent", "smtp_554"), ("data-552", "permanent", "smtp_552"),
        ])
    func refused(_ example: (recipient: String, outcome: String, errorClass: String)) async throws {
        try await Peers.mail { peer in
            let channel = channel(peer)
            #expect(try await channel.send(message(to: "before@mail.example")).name == "sent")
            let outcome = await channel.send(try message(to: example.recipient + "@mail.example"))
            #expect(outcome.name == example.outcome && outcome.errorClass == example.errorClass, "\(outcome)")
            #expect(!outcome.text.contains("@"))
            // One recipient's refusal is no other's.
            #expect(try await channel.send(message(to: "after@mail.example")).name == "sent")
        }
    }

    @Test(
        "takes a server that is not ready as a passing failure, also with a code of the lasting ones",
        arguments: [421, 554])
    func notReady(_ code: Int) async throws {
        try await Peers.mail("greeting=\(code)") { peer in
            let outcome = await channel(peer).send(try message(to: "a@mail.example"))
            #expect(outcome.name == "temporary" && outcome.errorClass == "smtp_\(code)", "\(outcome)")
        }
    }

    @Test(
        "does not know what became of a mail that was written to its end and not answered",
        arguments: [("lost", "connection_lost"), ("hang", "timeout")])
    func ambiguous(_ example: (recipient: String, errorClass: String)) async throws {
        try await Peers.mail { peer in
            let outcome = await channel(peer, timeout: .seconds(3)).send(
                try message(to: example.recipient + "@mail.example"))
            #expect(outcome.name == "ambiguous" && outcome.errorClass == example.errorClass, "\(outcome)")
            #expect(try peer.documents().count == 1)
        }
    }

    @Test("knows that a mail broken off in its middle was not taken")
    func midway() async throws {
        try await Peers.mail { peer in
            var message = try message(to: "midway@mail.example")
            message = OutgoingMessage(
                id: message.id, envelope: message.envelope, content: message.content,
                eml: message.eml + Array(repeating: UInt8(ascii: "x"), count: 20_000_000), json: message.json,
                day: message.day)
            let outcome = await channel(peer).send(message)
            #expect(outcome.name == "temporary" && outcome.errorClass == "connection_lost", "\(outcome)")
            #expect(try peer.documents().isEmpty)
        }
    }

    @Test("goes on over a new connection when the server has had enough of the old one")
    func connectionLimit() async throws {
        try await Peers.mail("limit=3") { peer in
            let channel = channel(peer)
            for number in 1...10 {
                let outcome = await channel.send(try message(to: "customer-\(number)@mail.example"))
                #expect(outcome.name == "sent", "\(outcome)")
            }
            let notes = try peer.documents().map(\.root)
            #expect(notes.count == 10)
            #expect(Set(notes.compactMap { $0.int("connection") }).count == 4)
        }
    }

    @Test("keeps to its connections, however many mails there are at once")
    func parallel() async throws {
        try await Peers.mail { peer in
            let channel = channel(peer, connections: 3)
            let messages = try (1...60).map { try message(to: "customer-\($0)@mail.example") }
            let outcomes = await withTaskGroup(of: SendOutcome.self) { group in
                for message in messages { group.addTask { await channel.send(message) } }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(outcomes.allSatisfy { $0.name == "sent" })
            let notes = try peer.documents().map(\.root)
            #expect(Set(notes.flatMap { $0.elements("to").compactMap(\.string) }).count == 60)
            #expect(Set(notes.compactMap { $0.int("connection") }).count <= 3)
        }
    }

    @Test("lets no address become a command", arguments: ["a@b.example>\r\nRCPT TO:<c@d.example", "a b@c.example", ""])
    func injection(_ address: String) async throws {
        try await Peers.mail { peer in
            // Past the envelope, which would not take it.
            let client = CurlClient(.local())
            let mail = MailSubmission(
                server: MailServer(host: "localhost", port: peer.port, security: .none), sender: "shop@b.example",
                recipient: address, message: Array("Subject: x\r\n\r\nx\r\n".utf8))
            var cause: TransferFailure.Cause?
            do { _ = try await client.send(mail) } catch let failure as TransferFailure { cause = failure.cause }
            #expect(cause == .invalid)
            let notes = try peer.documents()
            #expect(notes.isEmpty)
        }
    }
}
