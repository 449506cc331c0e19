import Postgres
import Testing

@Suite("Listener", .timeLimit(.minutes(5)))
struct ListenerTests {
    @Test("notifications arrive in order on every channel, and the stream ends with the listener")
    func order() async throws {
        let server = try await TestServer.shared.value
        let channels = [uniqueName("a"), uniqueName("b")]
        let listener = Listener(configuration: server.configuration(), channels: channels, logger: quiet)
        let run = Task { await listener.run() }
        var events = listener.events.makeAsyncIterator()
        #expect(await events.next() == .reconnected)
        try await withConnection { connection in
            for number in 0..<100 {
                let statement = Statement(name: "notify", sql: "SELECT pg_notify($1, $2)")
                _ = try connection.query(statement, [channels[number % 2], "\(number)"])
            }
        }
        for number in 0..<100 {
            guard case .notification(let notification) = await events.next() else {
                Issue.record("expected notification \(number)")
                return
            }
            #expect(notification.channel == channels[number % 2] && notification.payload == "\(number)")
        }
        run.cancel()
        await run.value
        #expect(await events.next() == nil)
    }

    @Test("when nobody reads, the oldest events are dropped")
    func limit() async throws {
        let server = try await TestServer.shared.value
        let channel = uniqueName("full")
        let listener = Listener(configuration: server.configuration(), channels: [channel], limit: 2, logger: quiet)
        let run = Task { await listener.run() }
        var events = listener.events.makeAsyncIterator()
        #expect(await events.next() == .reconnected)
        try await withConnection { connection in
            for number in 0..<10 { try connection.script("NOTIFY \(channel), '\(number)'") }
        }
        var payloads: [String] = []
        while payloads.last != "9", case .notification(let notification) = await events.next() {
            payloads.append(notification.payload)
        }
        #expect(payloads == payloads.sorted() && payloads.last == "9")
        run.cancel()
        await run.value
    }

    @Test("a listener whose server is not there ends when it is cancelled")
    func unreachable() async throws {
        let configuration = ConnectionConfiguration(uri: "postgresql:///x?host=/nonexistent")
        let listener = Listener(configuration: configuration, channels: ["a"], logger: quiet)
        let run = Task { await listener.run() }
        run.cancel()
        await run.value
        var events = listener.events.makeAsyncIterator()
        #expect(await events.next() == nil)
    }
}
