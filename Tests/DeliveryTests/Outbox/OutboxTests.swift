import Communications
import Delivery
import HeraldTesting
import OMSMessages
import Projection
import Testing

@Suite("The outbox", .database) struct OutboxTests {
    let bench = Workbench()

    @Test("sends every kind through the mailbox and stores the bytes it sent", arguments: Kind.all)
    func everyKind(_ kind: Kind) async throws {
        let (story, communication) = try Story.about(kind)
        try await story.save(bench.pool, only: [kind])
        try await withTestFolder { folder in
            try await bench.worker(MailboxChannel(dataDirectory: folder)).drain()
            let stored = try await bench.stored(communication)
            #expect(stored.status == .sent)
            #expect(stored.reason == nil)
            let day = communication.decidedAt.dayUTC
            let path = "mailbox/\(day)/\(communication.id)"
            #expect(files(below: folder) == [path + ".eml", path + ".json"])
            let eml = try await bench.queries.content(.eml, of: stored)
            #expect(contents(of: folder + "/" + path + ".eml") == eml)
            let json = try await bench.queries.content(.json, of: stored)
            #expect(contents(of: folder + "/" + path + ".json") == json)
            let object = try JSONDocument(try #require(json)).root
            #expect(object.string("kind") == kind.name)
            #expect(object["subject"]?.members.map(\.name) == ["refund_id", "return_id", "shipment_id", "lines"])
            let text = try #require(try await bench.queries.content(.text, of: stored))
            #expect(object["rendered"]?.string("text") == String(decoding: text, as: UTF8.self))
            let attempts = try await bench.queries.attempts(of: stored)
            #expect(attempts.map(\.outcome) == ["sent"])
            #expect(attempts.map(\.attempt) == [1])
        }
    }

    @Test("payment exceptions name the desks of the policy and never the customer")
    func desks() async throws {
        var bench = bench
        bench.policy.customerService = [
            CustomerServiceDesk(address: "one@desk.example"), CustomerServiceDesk(address: "two@desk.example"),
        ]
        let kind = Kind.customerService(.paymentCaptureFailed)
        let (story, communication) = try Story.about(kind, policy: bench.policy)
        try await story.save(bench.pool, only: [kind])
        // A row that nobody should be able to write.
        try await bench.run(
            """
            INSERT INTO delivery (shard, communication_id, channel, recipient, order_id, status, next_attempt_at, created_at)
            VALUES (5, '\(communication.id)', 'mailbox', '\(story.order.email)', '\(story.order.id)', 'pending', now(), now())
            """)
        let channel = TestChannel()
        try await bench.worker(channel).drain()
        #expect(Set(channel.messages.map(\.envelope.recipient.address)) == ["one@desk.example", "two@desk.example"])
        for message in channel.messages {
            let head = String(decoding: message.eml, as: UTF8.self).before("\r\n\r\n")
            #expect(head.contains("To: one@desk.example,\r\n two@desk.example\r\n"))
            #expect(!head.contains(story.order.email))
        }
        let deliveries = try await bench.deliveries(communication)
        #expect(deliveries.first { $0.recipient == story.order.email }?.status == .failed)
        #expect(try await bench.stored(communication).status == .sent)
    }

    @Test("two workers never send the same delivery twice")
    func twoWorkers() async throws {
        for number in 0..<60 {
            var order = Shop.Order()
            order.id = "NQ-\(number)"
            let (story, _) = try Story.about(.customer(.orderConfirmation), order)
            try await story.save(bench.pool)
        }
        var bench = bench
        bench.options = DeliveryOptions(batchSize: 7, concurrency: 3)
        let channel = TestChannel()
        let (first, second) = (bench.worker(channel), bench.worker(channel))
        async let one = first.drain()
        async let two = second.drain()
        let sent = try await one.sent + two.sent
        // A worker that found everything claimed has gone; what the other one had is done.
        #expect(sent == 60)
        #expect(channel.messages.count == 60)
        #expect(Set(channel.messages.map(\.id)).count == 60)
    }

    @Test("a running worker is woken by a signal and stops when cancelled")
    func running() async throws {
        var bench = bench
        bench.options = DeliveryOptions(pollInterval: .seconds(3_600))
        let (story, _) = try Story.about(.customer(.orderConfirmation))
        let (sent, continuation) = AsyncStream<Void>.makeStream()
        let channel = TestChannel { _ in continuation.yield() }
        let worker = bench.worker(channel)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await worker.run() }
            try await story.save(bench.pool)
            worker.signal()
            for await _ in sent { break }
            group.cancelAll()
            try await group.waitForAll()
        }
        #expect(channel.messages.count == 1)
    }

    @Test("communications of one order leave one after the other")
    func lane() async throws {
        let order = Shop.Order()
        var story = Story(order)
        try story.tell(Shop.snapshot(order))
        try story.tell(Shop.shipment(order))
        try story.tell(Shop.refund(order))
        try await story.save(bench.pool)
        var bench = bench
        bench.options.retries = RetrySchedule(delays: [.seconds(3_600)])
        let channel = TestChannel(answers: [.temporary(class: "busy", text: "later")])
        let worker = bench.worker(channel)
        let ids = story.communications.map(\.uuid)
        try await worker.drain()
        // The first one waits for its second try, the others for the first one.
        #expect(channel.messages.map(\.id) == [ids[0]])
        try await bench.run("UPDATE delivery SET next_attempt_at = now()")
        try await worker.drain()
        #expect(channel.messages.map(\.id) == [ids[0], ids[0], ids[1], ids[2]])
    }

    @Test("an order's communications wait for a failing one no longer than the lane holds")
    func laneIsBounded() async throws {
        let order = Shop.Order()
        var story = Story(order)
        try story.tell(Shop.snapshot(order))
        try story.tell(Shop.shipment(order))
        try await story.save(bench.pool)
        var bench = bench
        bench.options.retries = RetrySchedule(delays: [.seconds(3_600)])
        let channel = TestChannel(answers: [.temporary(class: "busy", text: "later")])
        let worker = bench.worker(channel)
        try await worker.drain()
        #expect(channel.messages.count == 1)
        try await bench.run("UPDATE delivery_attempt SET started_at = started_at - interval '16 minutes'")
        try await worker.drain()
        #expect(channel.messages.map(\.id) == story.communications.map(\.uuid))
        #expect(try await bench.stored(story.communications[0]).status == .pending)
        #expect(try await bench.stored(story.communications[1]).status == .sent)
    }
}

extension String {
    /// What stands before the first occurrence of a text.
    func before(_ text: String) -> Substring { firstRange(of: text).map { self[..<$0.lowerBound] } ?? self[...] }
}
