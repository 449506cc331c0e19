import Communications
import Delivery
import HeraldTesting
import Postgres
import Projection
import Testing

@Suite("Failures", .database) struct FailureTests {
    let bench = Workbench()

    @Test("a passing failure is tried again, and every try is on record")
    func retried() async throws {
        let (story, communication) = try Story.about(.customer(.orderConfirmation))
        try await story.save(bench.pool)
        let channel = TestChannel(answers: [
            .temporary(class: "4xx", text: "mailbox\r\nbusy"), .ambiguous(class: "timeout", text: "no answer"),
        ])
        let worker = bench.worker(channel)
        try await worker.dispatch()
        let pending = try await bench.stored(communication)
        #expect(pending.status == .pending)
        #expect(pending.reason == "retrying")
        try await worker.drain()
        let stored = try await bench.stored(communication)
        #expect(stored.status == .sent)
        let attempts = try await bench.queries.attempts(of: stored)
        #expect(attempts.map(\.outcome) == ["temporary", "ambiguous", "sent"])
        #expect(attempts.map(\.errorClass) == ["4xx", "timeout", nil])
        #expect(attempts.map(\.response) == ["mailbox busy", "no answer", "ok"])
        // The same id and the same bytes each time.
        #expect(Set(channel.messages.map(\.id)).count == 1)
        #expect(Set(channel.messages.map(\.eml)).count == 1)
        #expect(Set(channel.messages.map(\.json)).count == 1)
    }

    @Test("when the tries are used up it is a dead letter")
    func exhausted() async throws {
        let (story, communication) = try Story.about(.customer(.orderConfirmation))
        try await story.save(bench.pool)
        let channel = TestChannel(answers: Array(repeating: .temporary(class: "4xx", text: "busy"), count: 9))
        let report = try await bench.worker(channel).drain()
        #expect(report.notSent == 3)
        let stored = try await bench.stored(communication)
        #expect(stored.status == .failed)
        #expect(stored.reason == "delivery_failed")
        #expect(try await bench.deliveries(communication).map(\.status) == [.failed])
        #expect(try await bench.queries.failed().map(\.id) == [communication.uuid])
    }

    @Test("what will never work is not tried again")
    func permanent() async throws {
        let (story, communication) = try Story.about(.customer(.orderConfirmation))
        try await story.save(bench.pool)
        let channel = TestChannel(answers: [.permanent(class: "5xx", text: "no such user")])
        try await bench.worker(channel).drain()
        #expect(channel.messages.count == 1)
        #expect(try await bench.stored(communication).status == .failed)
        #expect(try await bench.deliveries(communication).map(\.reason) == ["5xx"])
    }

    @Test("an address that mail cannot be sent to fails at once, and says so without naming it")
    func invalidAddress() async throws {
        var order = Shop.Order()
        order.email = "mirela@mail.example>\r\nBcc: all@mail.example"
        let (story, communication) = try Story.about(.customer(.orderConfirmation), order)
        try await story.save(bench.pool)
        let channel = TestChannel()
        try await bench.worker(channel).drain()
        #expect(channel.messages.isEmpty)
        let attempt = try #require(try await bench.queries.attempts(of: bench.stored(communication)).first)
        #expect(attempt.errorClass == "recipient")
        #expect(attempt.response?.contains("mirela") == false)
    }

    @Test("one channel's failure never repeats another's success")
    func channels() async throws {
        var bench = bench
        bench.policy.defaultDeliveryChannels = ["mailbox", "paging"]
        let (story, communication) = try Story.about(.customer(.orderConfirmation), policy: bench.policy)
        try await story.save(bench.pool)
        let mailbox = TestChannel()
        let paging = TestChannel(name: "paging", answers: [.temporary(class: "busy", text: "later")])
        try await bench.worker(mailbox, paging).drain()
        #expect(mailbox.messages.count == 1)
        #expect(paging.messages.count == 2)
        #expect(try await bench.stored(communication).status == .sent)
    }

    @Test("a channel that does not answer in time is told to stop, and says what came of it")
    func timeout() async throws {
        var bench = bench
        bench.options.sendTimeout = .milliseconds(20)
        let (story, communication) = try Story.about(.customer(.orderConfirmation))
        try await story.save(bench.pool)
        let channel = TestChannel(answers: [.temporary(class: "cancelled", text: "")]) { _ in
            // Ends when its task is cancelled; a second try need not wait.
            try? await Task.sleep(for: .seconds(3_600))
        }
        try await bench.worker(channel).dispatch()
        #expect(try await bench.queries.attempts(of: bench.stored(communication)).map(\.errorClass) == ["cancelled"])
        #expect(try await bench.stored(communication).status == .pending)
    }

    @Test("a worker that dies between sending and recording makes it leave again, with the same id and bytes: one file")
    func workerDies() async throws {
        let (story, communication) = try Story.about(.customer(.orderConfirmation))
        try await story.save(bench.pool)
        let pool = bench.separatePool()
        try await withTestFolder { folder in
            let mailbox = MailboxChannel(dataDirectory: folder)
            let doomed = TestChannel { message in
                _ = await mailbox.send(message)
                // As if the process were gone: nothing more reaches the database.
                await pool.close()
            }
            await #expect(throws: PostgresError.self) {
                try await bench.worker(doomed, pool: pool).dispatch()
            }
            let first = files(below: folder)
            let bytes = contents(of: folder + "/" + first[0])
            let worker = bench.worker(mailbox)
            #expect(try await worker.drain().claimed == 0)
            try await bench.expireClaims()
            #expect(try await worker.drain().sent == 1)
            #expect(files(below: folder) == first)
            #expect(first.count == 2)
            #expect(contents(of: folder + "/" + first[0]) == bytes)
        }
        let attempts = try await bench.queries.attempts(of: bench.stored(communication))
        #expect(attempts.map(\.outcome) == ["ambiguous", "sent"])
        #expect(attempts.map(\.errorClass) == ["worker_lost", nil])
        #expect(try await bench.stored(communication).status == .sent)
    }

    @Test("a connection that breaks while it is sent costs nothing: the outcome is recorded over another one")
    func connectionBreaks() async throws {
        let (story, communication) = try Story.about(.customer(.orderConfirmation))
        try await story.save(bench.pool)
        let pool = bench.separatePool()
        let killer = try await TestDatabase.current.connect(applicationName: "killer")
        let channel = TestChannel { _ in
            try? await killer.script(
                """
                SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                WHERE datname = current_database() AND pid <> pg_backend_pid()
                """)
        }
        #expect(try await bench.worker(channel, pool: pool).drain().sent == 1)
        #expect(channel.messages.count == 1)
        #expect(try await bench.stored(communication).status == .sent)
        await pool.close()
        await killer.close()
    }

    @Test("a worker that is cancelled while it sends still records what became of it")
    func cancelled() async throws {
        let (story, communication) = try Story.about(.customer(.orderConfirmation))
        try await story.save(bench.pool)
        let (began, continuation) = AsyncStream<Void>.makeStream()
        let channel = TestChannel { _ in
            continuation.yield()
            try? await Task.sleep(for: .seconds(3_600))
        }
        let worker = bench.worker(channel)
        let working = Task { try await worker.run() }
        for await _ in began { break }
        working.cancel()
        try await working.value
        #expect(channel.messages.count == 1)
        #expect(try await bench.stored(communication).status == .sent)
    }
}
