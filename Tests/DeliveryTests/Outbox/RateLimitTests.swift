import Communications
import HeraldTesting
import Postgres
import Testing

@testable import Delivery

@Suite("The rate of a channel", .database) struct RateLimitTests {
    @Test("a bucket brings its rate in the long run, and one second's worth at most at once")
    func bucket() {
        let start = ContinuousClock.now
        var bucket = TokenBucket(rate: 10, at: start)
        #expect(bucket.takeAll(at: start) == 10)
        #expect(bucket.takeAll(at: start) == 0)
        #expect(bucket.takeAll(at: start + .milliseconds(250)) == 2)
        #expect(bucket.takeAll(at: start + .milliseconds(300)) == 1, "halves add up")
        bucket.giveBack(1)
        #expect(bucket.takeAll(at: start + .milliseconds(300)) == 1)
        #expect(bucket.takeAll(at: start + .seconds(3_600)) == 10)
        #expect(bucket.takeAll(at: start) == 0, "a clock that went back brings nothing")
    }

    @Test("what is put off has one turn, behind what was put off before, and holds up its order on no other channel")
    func turns() async throws {
        var bench = Workbench()
        bench.policy.defaultDeliveryChannels = ["mailbox", "paging"]
        bench.options.rateLimits = ["paging": 1]
        let fixed = bench
        func tell(_ numbers: ClosedRange<Int>) async throws {
            for number in numbers {
                var order = Shop.Order()
                order.id = "NQ-\(number)"
                var (story, _) = try Story.about(.customer(.orderConfirmation), order, policy: fixed.policy)
                try story.tell(Shop.shipment(story.order))
                try await story.save(fixed.pool)
            }
        }
        /// Seconds since the epoch.
        func turns(where condition: String) async throws -> [Double] {
            try await fixed.pool.withConnection { connection in
                let sql = """
                    SELECT extract(epoch FROM next_attempt_at)::float8 FROM delivery
                    WHERE channel = 'paging' AND reason = 'rate_limited' AND \(condition) ORDER BY 1
                    """
                return try connection.query(Statement(name: "", sql: sql)).map { try $0.double(0) }
            }
        }
        let (mailbox, paging) = (TestChannel(), TestChannel(name: "paging"))
        let worker = fixed.worker(mailbox, paging)
        try await tell(1...12)
        try await worker.dispatch()
        let first = try await turns(where: "true")
        #expect(first.count == 11 && paging.messages.count == 1, "one at once; of each order the shipment waits")
        for (one, next) in zip(first, first.dropFirst()) { #expect(abs(next - one - 1) < 0.01, "one a second") }
        try await tell(13...17)
        try await worker.dispatch()
        let later = try await turns(where: "substr(order_id, 4)::integer > 12")
        #expect(!later.isEmpty && later[0] > (first.last ?? 0) + 0.9)
        try await worker.drain()
        #expect(mailbox.messages.count == 34, "nothing of paging holds up the mailbox")
    }

    @Test("what is more than the rate is put off without a try, and holds up no other channel")
    func limited() async throws {
        var bench = Workbench()
        bench.policy.defaultDeliveryChannels = ["mailbox", "paging"]
        bench.options.rateLimits = ["paging": 2, "mailbox": 0]
        for number in 1...10 {
            var order = Shop.Order()
            order.id = "NQ-\(number)"
            let (story, _) = try Story.about(.customer(.orderConfirmation), order, policy: bench.policy)
            try await story.save(bench.pool, only: [.customer(.orderConfirmation)])
        }
        let (mailbox, paging) = (TestChannel(), TestChannel(name: "paging"))
        let start = ContinuousClock.now
        let worker = bench.worker(mailbox, paging)
        try await worker.drain()
        #expect(mailbox.messages.count == 10)
        let most = 2 + Int((2 * (ContinuousClock.now - start).inSeconds).rounded(.up))
        #expect((2...most).contains(paging.messages.count), "a second's worth, and what came in the meantime")
        let triesOfPaging = try await bench.pool.withConnection { connection in
            try connection.query(
                Statement(name: "", sql: "SELECT sum(attempts)::integer FROM delivery WHERE channel = 'paging'"))[0]
                .int(0)
        }
        #expect(triesOfPaging == paging.messages.count, "putting off is no try")
        let working = Task { try await worker.run() }
        while paging.messages.count < 10, .now - start < .seconds(150) { try await Task.sleep(for: .milliseconds(20)) }
        let time = (ContinuousClock.now - start).inSeconds
        working.cancel()
        try await working.value
        #expect(paging.messages.count == 10)
        #expect(time > 3.9, "two at once, and eight more at two a second")
    }

    @Test("what a worker that died was sending is put off too, and its communication says that it waits")
    func deadWorker() async throws {
        var bench = Workbench()
        bench.options.rateLimits = ["mailbox": 1]
        for number in 1...3 {
            var order = Shop.Order()
            order.id = "NQ-\(number)"
            let (story, _) = try Story.about(.customer(.orderConfirmation), order, policy: bench.policy)
            try await story.save(bench.pool, only: [.customer(.orderConfirmation)])
        }
        // As a worker leaves them that is killed, when its claim has run out.
        try await bench.run(
            """
            UPDATE delivery SET status = 'sending', reason = 'sending', claimed_by = gen_random_uuid(), attempts = 1,
                next_attempt_at = now() - interval '1 second';
            UPDATE communication SET status = 'sending', reason = 'sending';
            """)
        let mailbox = TestChannel()
        try await bench.worker(mailbox).dispatch()
        let states = try await bench.pool.withConnection { connection in
            try connection.query(
                Statement(
                    name: "",
                    sql: """
                        SELECT c.status || ' ' || coalesce(c.reason, '') || ' ' || d.status, c.detail FROM communication c
                        JOIN delivery d ON d.communication_id = c.id ORDER BY 1
                        """)
            ).map { (try $0.string(0), try $0.optionalString(1)) }
        }
        #expect(states.map(\.0) == ["pending ready pending", "pending ready pending", "sent  sent"])
        #expect(
            states.prefix(2).allSatisfy { $0.1 == "It waits for its turn: its channel sends only so many a second." },
            "\(states)")
        #expect(mailbox.messages.count == 1)
    }
}
