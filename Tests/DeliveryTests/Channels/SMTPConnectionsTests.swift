import Communications
import Curl
import Delivery
import HeraldTesting
import OMSMessages
import Testing

@Suite("Connections of the smtp channel", .serialized) struct SMTPConnectionsTests {
    private func channel(_ peer: PythonPeer, connections: Int = 1) -> SMTPChannel {
        var curl = CurlOptions.local()
        curl.maximumRunning = connections
        return SMTPChannel(
            SMTPOptions(server: MailServer(host: "127.0.0.1", port: peer.port, security: .none)),
            client: MailClient(curl))
    }

    /// - Parameter padding: more bytes than fit between a sender and a server that does not read.
    private func message(to name: String, padding: Int = 0) throws -> OutgoingMessage {
        let message = try OutgoingMessage.about(
            .customer(.refundTriggered), to: name + "@mail.example", over: .email)
        let line = Array(repeating: UInt8(ascii: "x"), count: 98) + [13, 10]
        return OutgoingMessage(
            id: message.id, envelope: message.envelope, content: message.content,
            eml: message.eml + Array(repeatElement(line, count: padding / 100).joined()), json: message.json,
            day: message.day)
    }

    @Test(
        "a mail that is cancelled in its course never becomes a message, not even an empty one",
        arguments: [("late", 0, 0), ("slow", 20_000_000, 0), ("late", 0, 1), ("slow", 20_000_000, 1)])
    func cancelled(_ example: (recipient: String, padding: Int, connections: Int)) async throws {
        try await Peers.mail { peer in
            let message = try message(to: example.recipient, padding: example.padding)
            // Nobody but the task has the channel, in two of the cases: its client ends with it.
            var channel: SMTPChannel? = channel(peer)
            let sending = Task { [channel] in await channel!.send(message) }
            if example.connections == 0 { channel = nil }
            while try peer.documents().isEmpty { try await Task.sleep(for: .milliseconds(10)) }
            try await Task.sleep(for: .milliseconds(200))
            let start = ContinuousClock.now
            sending.cancel()
            let outcome = await sending.value
            #expect(outcome.name == "temporary" && outcome.errorClass == "cancelled", "\(outcome)")
            #expect(.now - start < .seconds(2))
            var notes: [JSONDocument] = []
            while notes.count < 2 {
                try await Task.sleep(for: .milliseconds(20))
                notes = try peer.documents()
            }
            #expect(notes.map { $0.root.string("event") } == ["waits", "end"])
            guard let channel else { return }
            #expect(await channel.send(try self.message(to: "after")).name == "sent")
        }
    }

    @Test("mails leave at the same time, though the server takes its time to answer, and each of them once")
    func parallel() async throws {
        try await Peers.mail { peer in
            let channel = channel(peer, connections: 4)
            for round in 1...2 {
                let start = ContinuousClock.now
                let messages = try (1...4).map { try message(to: "pause-\(round)-\($0)") }
                let outcomes = await withTaskGroup(of: SendOutcome.self) { group in
                    for message in messages { group.addTask { await channel.send(message) } }
                    return await group.reduce(into: []) { $0.append($1) }
                }
                #expect(outcomes.allSatisfy { $0.name == "sent" }, "\(outcomes)")
                #expect(.now - start < .seconds(6))
            }
            let notes = try peer.documents().map(\.root)
            #expect(Set(notes.flatMap { $0.elements("to").compactMap(\.string) }).count == 8 && notes.count == 8)
            #expect(Set(notes.compactMap { $0.int("connection") }).count == 4)
        }
    }

    @Test(
        "a refused sender is about the installation, and will be corrected; a mail too large will not",
        arguments: [("550", "temporary"), ("553", "temporary"), ("451", "temporary"), ("552", "permanent")])
    func sender(_ example: (code: String, outcome: String)) async throws {
        try await Peers.mail("mail=" + example.code) { peer in
            let channel = channel(peer)
            for _ in 1...2 {
                let outcome = await channel.send(try message(to: "a"))
                #expect(outcome.name == example.outcome && outcome.errorClass == "smtp_" + example.code, "\(outcome)")
                #expect(!outcome.text.contains("@"))
            }
            #expect(try peer.documents().isEmpty)
        }
    }

    @Test("a mail that waits for a connection can be cancelled, and is known not to have left")
    func waiting() async throws {
        try await Peers.mail { peer in
            let channel = channel(peer)
            let (first, second) = (try message(to: "pause-1"), try message(to: "second"))
            let sending = Task { await channel.send(first) }
            try await Task.sleep(for: .milliseconds(500))
            let waiting = Task { await channel.send(second) }
            try await Task.sleep(for: .milliseconds(200))
            waiting.cancel()
            let outcome = await waiting.value
            #expect(outcome.name == "temporary" && outcome.errorClass == "cancelled", "\(outcome)")
            #expect(await sending.value.name == "sent")
            #expect(await channel.send(second).name == "sent")
            #expect(try peer.documents().count == 2)
        }
    }
}
