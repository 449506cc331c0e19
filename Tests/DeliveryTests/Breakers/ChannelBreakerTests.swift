import Communications
import HeraldTesting
import OMSMessages
import Postgres
import Projection
import Testing

@testable import Delivery

/// Breakers and the outbox together, on a database.
@Suite("Channels that do not work", .database) struct ChannelBreakerTests {
    private var bench = Workbench()
    private static let refused = SendOutcome.temporary(class: "connection", text: "no connection to the server")

    init() {
        bench.options.breaker = BreakerOptions(
            threshold: 3, interval: .seconds(60), maximumInterval: .seconds(600))
        // One after the other, so that what is claimed after the third failure knows of it.
        bench.options.batchSize = 1
        bench.options.concurrency = 1
    }

    private func control(_ channels: any DeliveryChannel...) -> ChannelControl {
        ChannelControl(
            pool: bench.pool, destinations: channels.flatMap(\.destinations), logger: TestLog.quiet)
    }

    /// Orders with one communication each.
    private func orders(_ count: Int, over channels: [String] = ["mailbox"]) async throws -> [Communication] {
        var policy = bench.policy
        policy.defaultDeliveryChannels = channels
        var all: [Communication] = []
        for number in 1...count {
            var order = Shop.Order()
            order.id = "NQ-\(number)"
            let (story, communication) = try Story.about(.customer(.orderConfirmation), order, policy: policy)
            try await story.save(bench.pool, only: [.customer(.orderConfirmation)])
            all.append(communication)
        }
        return all
    }

    private func tries() async throws -> [Int] {
        try await bench.pool.withConnection { connection in
            try connection.query(
                Statement(name: "", sql: "SELECT attempts FROM delivery ORDER BY order_id")
            ).map { try $0.int(0) }
        }
    }

    private func dueProbe() async throws {
        try await bench.run("UPDATE channel_breaker SET next_probe_at = now() WHERE next_probe_at IS NOT NULL")
    }

    @Test("what is due waits without a try; one probe goes out when its time has come; its success lets all go")
    func opensAndCloses() async throws {
        var bench = bench
        let all = try await orders(8)
        let channel = TestChannel(answers: Array(repeating: Self.refused, count: 3))
        bench.options.retries = RetrySchedule(delays: [.seconds(3_600)], jitter: 0)
        try await bench.worker(channel).drain()
        #expect(channel.messages.count == 3)
        #expect(try await tries().reduce(0, +) == 3, "the other five wait without a try")
        var listed = try #require(try await control(channel).list().first)
        #expect(listed.breaker.state == .open && listed.breaker.reason == "connection" && listed.waiting == 5)
        #expect(listed.breaker.detail == "no connection to the server")
        let waiting = try await bench.queries.communication(all[7].uuid)
        #expect(waiting?.status == .pending && waiting?.reason == HoldReason.channelPaused.rawValue)
        #expect(waiting?.detail == HoldReason.channelPaused.text)

        // Another node, or this one started again: it knows.
        let idle = try await bench.worker(channel).drain()
        #expect(idle.claimed == 0 && channel.messages.count == 3)

        // A probe that fails: one try, and a longer wait.
        let failing = TestChannel(answers: [Self.refused])
        try await dueProbe()
        try await bench.worker(failing).drain()
        #expect(failing.messages.count == 1)
        listed = try #require(try await control(channel).list().first)
        #expect(listed.breaker.state == .open && listed.waiting == 4)
        let next = try #require(listed.breaker.nextProbeAt).microseconds - listed.breaker.since.microseconds
        #expect(next > 100_000_000, "two minutes from now, and not one")

        // A probe that succeeds.
        try await dueProbe()
        let working = TestChannel()
        try await bench.worker(working).drain()
        #expect(working.messages.count == 4, "the probe, and then the three that waited")
        listed = try #require(try await control(channel).list().first)
        #expect(listed.breaker.state == .closed && listed.waiting == 0 && listed.breaker.failures == 0)
        #expect(try await tries() == Array(repeating: 1, count: 8))
    }

    @Test("a worker that runs by itself sends a probe, and everything once that succeeded")
    func byItself() async throws {
        var bench = bench
        _ = try await orders(6)
        bench.options.breaker = BreakerOptions(
            threshold: 3, interval: .milliseconds(100), maximumInterval: .milliseconds(200))
        bench.options.retries = RetrySchedule(delays: Array(repeating: .milliseconds(50), count: 10), jitter: 0)
        let channel = TestChannel(answers: Array(repeating: Self.refused, count: 5))
        let worker = bench.worker(channel)
        let working = Task { try await worker.run() }
        let deadline = ContinuousClock.now + .seconds(150)
        while Set(channel.messages.map(\.id)).count < 6 || channel.messages.count < 11, .now < deadline {
            try await Task.sleep(for: .milliseconds(20))
        }
        working.cancel()
        try await working.value
        #expect(channel.messages.count == 11, "five failed tries and six that arrived")
        let left = try await bench.pool.withConnection { connection in
            try connection.query(Statement(name: "", sql: "SELECT count(*) FROM delivery WHERE status <> 'sent'"))[0]
                .int64(0)
        }
        #expect(left == 0)
    }

    @Test("a probe whose worker died is followed by another")
    func lostProbe() async throws {
        var bench = bench
        _ = try await orders(5)
        bench.options.retries = RetrySchedule(delays: [.seconds(3_600)], jitter: 0)
        try await bench.worker(TestChannel(answers: Array(repeating: Self.refused, count: 3))).drain()
        try await dueProbe()
        let pool = bench.separatePool()
        let doomed = TestChannel { _ in await pool.close() }
        let dying = bench.worker(doomed, pool: pool)
        _ = try await dying.tendBreakers()
        await #expect(throws: PostgresError.self) { try await dying.dispatch() }
        #expect(try await control(doomed).list().first?.breaker.state == .halfOpen)
        let channel = TestChannel()
        #expect(try await bench.worker(channel).drain().sent == 0, "only the one probe was allowed")
        try await dueProbe()
        try await bench.worker(channel).drain()
        #expect(channel.messages.count == 1, "the last that waited; its success closed the breaker")
        #expect(try await control(channel).list().first?.breaker.state == .closed)
    }

    @Test("two workers that look at the same time let one probe out")
    func oneProbe() async throws {
        var bench = bench
        _ = try await orders(9)
        bench.options.retries = RetrySchedule(delays: [.seconds(3_600)], jitter: 0)
        try await bench.worker(TestChannel(answers: Array(repeating: Self.refused, count: 3))).drain()
        try await dueProbe()
        let workers = [bench.worker(TestChannel()), bench.worker(TestChannel())]
        async let one = workers[0].tendBreakers()
        async let two = workers[1].tendBreakers()
        #expect(try await one + two == 1)
    }

    @Test("failures of single messages pause nothing")
    func messagesAlone() async throws {
        var bench = bench
        _ = try await orders(6)
        bench.options.retries = RetrySchedule(delays: [])
        let refusals = Array(repeating: SendOutcome.permanent(class: "smtp_550", text: "no such user"), count: 6)
        let channel = TestChannel(answers: refusals)
        try await bench.worker(channel).drain()
        #expect(channel.messages.count == 6)
        #expect(try await control(channel).list().first?.breaker.state == .closed)
    }

    @Test("one that waits for its channel holds up its order on no other channel")
    func lanes() async throws {
        var bench = bench
        bench.policy.defaultDeliveryChannels = ["mailbox", "paging"]
        var (story, _) = try Story.about(.customer(.orderConfirmation), policy: bench.policy)
        try story.tell(Shop.shipment(story.order))
        try await story.save(bench.pool)
        let (mailbox, paging) = (TestChannel(), TestChannel(name: "paging"))
        _ = try await control(mailbox, paging).pause(
            Destination(channel: "paging"), by: "ilse", reason: "the provider moves")
        try await bench.worker(mailbox, paging).drain()
        #expect(mailbox.messages.count == 2 && paging.messages.isEmpty)
        _ = try await control(mailbox, paging).resume(
            Destination(channel: "paging"), by: "ilse", reason: "moved")
        try await bench.worker(mailbox, paging).drain()
        #expect(paging.messages.map(\.id) == mailbox.messages.map(\.id), "and in the order's order")
    }

    @Test("a pause lasts until it is ended, is recorded once, and needs a channel that exists and a reason")
    func pause() async throws {
        let all = try await orders(2)
        let channel = TestChannel()
        let control = control(channel)
        let paused = try await control.pause(Destination(channel: "mailbox"), by: "ilse", reason: "the disk is full")
        #expect(paused.state == .paused && !paused.isRepetition)
        #expect(try await control.pause(Destination(channel: "mailbox"), by: "otto", reason: "too").isRepetition)
        try await bench.worker(channel).drain()
        #expect(channel.messages.isEmpty)
        let listed = try #require(try await control.list().first)
        #expect(listed.waiting == 2 && listed.breaker.changedBy == "ilse")
        #expect(listed.breaker.changeReason == "the disk is full" && listed.breaker.nextProbeAt == nil)
        // What waits can be dismissed.
        _ = try await bench.actions().dismiss(all[0].uuid, ActionRequest(actor: "ilse", reason: "not needed"))
        let resumed = try await control.resume(Destination(channel: "mailbox"), by: "otto", reason: "it has room")
        #expect(resumed.state == .closed && !resumed.isRepetition)
        #expect(try await control.resume(Destination(channel: "mailbox"), by: "otto", reason: "again").isRepetition)
        try await bench.worker(channel).drain()
        #expect(channel.messages.map(\.id) == [all[1].uuid])
        let actions = try await bench.pool.withConnection { connection in
            try connection.query(
                Statement(
                    name: "",
                    sql: "SELECT concat_ws(' ', action, actor, former_state) FROM channel_action ORDER BY acted_at")
            ).map { try $0.string(0) }
        }
        #expect(actions == ["pause ilse closed", "resume otto paused"])
        await #expect(throws: ChannelError.unknown(Destination(channel: "fax"), known: channel.destinations)) {
            try await control.pause(Destination(channel: "fax"), by: "ilse", reason: "none")
        }
        await #expect(throws: ChannelError.noReason) {
            try await control.pause(Destination(channel: "mailbox"), by: "ilse", reason: " ")
        }
    }

    @Test("more than one look is needed to release many, and all are released")
    func releasesMany() async throws {
        let channel = TestChannel()
        let control = control(channel)
        _ = try await control.pause(Destination(channel: "mailbox"), by: "ilse", reason: "later")
        _ = try await orders(1)
        try await bench.worker(channel).drain()
        try await bench.run(
            """
            INSERT INTO delivery (shard, communication_id, channel, recipient, order_id, status, reason, created_at)
            SELECT 1, gen_random_uuid(), 'mailbox', 'a@b.example', 'O-' || n, 'pending', 'channel_paused', now()
            FROM generate_series(1, 1200) n
            """)
        _ = try await control.resume(Destination(channel: "mailbox"), by: "ilse", reason: "now")
        let worker = bench.worker(channel)
        var released: [Int] = []
        while let count = try await worker.tendBreakers() as Int?, count > 0 { released.append(count) }
        #expect(released == [500, 500, 201])
        #expect(try await control.list().first?.waiting == 0)
    }
}
