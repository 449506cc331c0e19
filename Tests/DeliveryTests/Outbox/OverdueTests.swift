import Communications
import Curl
import HeraldTesting
import OMSMessages
import OrderModel
import Projection
import Testing

@testable import Delivery

@Suite("What is overdue", .database) struct OverdueTests {
    var bench = Workbench()

    init() {
        bench.policy.orderConfirmationOwner = .frontend
        bench.policy.fallbackAfter = 900
    }

    /// A delegated confirmation that nobody acknowledged.
    private func delegated() async throws -> (Story, Communication) {
        let (story, communication) = try Story.about(.customer(.orderConfirmation), policy: bench.policy)
        try await story.save(bench.pool)
        #expect(try await bench.stored(communication).status == .delegated)
        return (story, communication)
    }

    @Test("a delegated confirmation that nobody acknowledged in time is sent by herald, once")
    func fallback() async throws {
        let (_, communication) = try await delegated()
        let channel = TestChannel()
        let worker = bench.worker(channel)
        try await worker.drain()
        try await worker.drain()
        #expect(channel.messages.count == 1)
        let stored = try await bench.stored(communication)
        #expect(stored.status == .sent)
        #expect(stored.dueAt != nil && stored.dueAt == communication.dueAt)
    }

    @Test("one that finds nobody then is held, though a webhook would hear of it, and does not go back to the frontend")
    func noRecipient() async throws {
        var bench = bench
        bench.policy.defaultDeliveryChannels = ["mailbox", "webhook"]
        bench.policy.reaches = ["webhook": .endpoints(["erp"])]
        var order = Shop.Order()
        order.email = ""
        var (story, communication) = try Story.about(.customer(.orderConfirmation), order, policy: bench.policy)
        try await story.save(bench.pool)
        let (mailbox, webhook) = (TestChannel(), TestChannel(name: "webhook", reach: .endpoints(["erp"])))
        try await bench.worker(mailbox, webhook).drain()
        #expect(webhook.messages.isEmpty)
        #expect(try await bench.stored(communication).reason == HoldReason.noRecipient.rawValue)
        var held = communication
        held.disposition = .held(.noRecipient)
        try story.tell(Shop.snapshot(Shop.Order(), method: "updated", status: "AUTHORIZED", minute: 600))
        let state = try #require(story.family.order(Shop.channel))
        let context = DecisionContext(
            policy: bench.policy, decidedAt: communication.decidedAt, shard: 0, position: 9, messageID: nil,
            isHistorical: false)
        #expect(Decision.decideAgain(held, state, context)?.disposition == .pending)
    }

    @Test("an acknowledged one is not sent")
    func acknowledged() async throws {
        let (_, communication) = try await delegated()
        _ = try await bench.actions().acknowledge(
            communication.uuid, ActionRequest(actor: "frontend", reason: "sent by the shop"))
        let channel = TestChannel()
        try await bench.worker(channel).drain()
        #expect(channel.messages.isEmpty)
        #expect(try await bench.stored(communication).status == .acknowledged)
    }

    @Test("it is guarded when it becomes herald's")
    func guarded() async throws {
        var (story, communication) = try await delegated()
        try story.tell(Shop.snapshot(story.order, method: "updated", status: "CANCELLED", minute: 600))
        try await story.saveState(bench.pool)
        let channel = TestChannel()
        try await bench.worker(channel).drain()
        #expect(channel.messages.isEmpty)
        #expect(try await bench.stored(communication).reason == SuppressionReason.superseded.rawValue)
    }

    @Test("it is left to the frontend when the fallback was switched off since")
    func switchedOff() async throws {
        let (_, communication) = try await delegated()
        var bench = bench
        bench.policy.fallbackAfter = nil
        let channel = TestChannel()
        try await bench.worker(channel).drain()
        #expect(channel.messages.isEmpty)
        let stored = try await bench.stored(communication)
        #expect(stored.status == .delegated)
        #expect(stored.dueAt == nil)
    }

    @Test("several workers that look at the same time take a delegated confirmation over once")
    func fallbackRace() async throws {
        let (_, communication) = try await delegated()
        let channels = (1...4).map { _ in TestChannel() }
        let workers = channels.map { bench.worker($0) }
        let taken = try await withThrowingTaskGroup(of: Int.self) { group in
            for worker in workers { group.addTask { try await worker.handleOverdue().takenOver } }
            return try await group.reduce(into: 0) { $0 += $1 }
        }
        #expect(taken == 1)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for worker in workers { group.addTask { _ = try await worker.drain() } }
            try await group.waitForAll()
        }
        #expect(channels.reduce(0) { $0 + $1.messages.count } == 1)
        #expect(try await bench.deliveries(communication).map(\.status) == [.sent])
    }

    @Test("an acknowledgement and the end of the time at once: either it is acknowledged or it is sent, never both")
    func acknowledgementRace() async throws {
        let (_, communication) = try await delegated()
        let channel = TestChannel()
        let (worker, actions) = (bench.worker(channel), bench.actions())
        async let taken = worker.handleOverdue().takenOver
        async let answer: ActionResult? = try? actions.acknowledge(
            communication.uuid, ActionRequest(actor: "frontend", reason: "sent by the shop"))
        let (takenOver, acknowledged) = (try await taken, await answer)
        try await worker.drain()
        #expect((takenOver == 1) != (acknowledged != nil))
        #expect(channel.messages.count == takenOver)
        #expect(try await bench.stored(communication).status == (takenOver == 1 ? .sent : .acknowledged))
    }

    @Test("one that failed and is retried is not handed back to the frontend")
    func retried() async throws {
        let (_, communication) = try await delegated()
        let channel = TestChannel(answers: [.permanent(class: "smtp_550", text: "no such user")])
        try await bench.worker(channel).drain()
        #expect(try await bench.stored(communication).status == .failed)
        _ = try await bench.actions().retry(communication.uuid, ActionRequest(actor: "ilse", reason: "corrected"))
        try await bench.worker(channel).drain()
        #expect(channel.messages.count == 2)
        #expect(try await bench.stored(communication).status == .sent)
    }

    @Test("several workers that look at the same time raise a hold once, and only past its deadline")
    func holdRace() async throws {
        var order = Shop.Order()
        order.email = ""
        let (story, communication) = try Story.about(.customer(.shipmentConfirmation), order)
        try await story.save(bench.pool, only: [.customer(.shipmentConfirmation)])
        let workers = (1...4).map { _ in bench.worker(TestChannel()) }
        func raise() async throws -> Int {
            try await withThrowingTaskGroup(of: Int.self) { group in
                for worker in workers { group.addTask { try await worker.handleOverdue().raised } }
                return try await group.reduce(into: 0) { $0 += $1 }
            }
        }
        try await bench.run("UPDATE communication SET due_at = now() + interval '1 h'")
        #expect(try await raise() == 0)
        try await bench.run("UPDATE communication SET due_at = now() - interval '1 s'")
        #expect(try await raise() == 1)
        #expect(try await raise() == 0)
        #expect(try await bench.stored(communication).status == .held)
    }

    @Test("customer service is told of all holds of a sales channel at once, and again only where nobody took it")
    func notice() async throws {
        var bench = bench
        bench.options.claimTimeout = .seconds(3_600)
        for number in 1...3 {
            var order = Shop.Order()
            (order.id, order.email) = ("NQ-\(number)<b>", "")
            let (story, _) = try Story.about(.customer(.shipmentConfirmation), order)
            try await story.save(bench.pool, only: [.customer(.shipmentConfirmation)])
        }
        let channel = TestChannel(answers: [.temporary(class: "connection", text: "no route")])
        let worker = bench.worker(channel)
        #expect(try await worker.handleOverdue().raised == 0)
        #expect(try await worker.handleOverdue().raised == 0, "not before the claim has run out")
        #expect(try await bench.queries.needingAttention().allSatisfy { $0.raisedAt == nil })
        try await bench.run("UPDATE communication SET notice_claimed_until = now() - interval '1 s'")
        #expect(try await worker.handleOverdue().raised == 3)
        #expect(try await worker.handleOverdue().raised == 0)
        #expect(channel.messages.count == 2 && Set(channel.messages.map(\.id)).count == 1)
        let message = try #require(channel.messages.last)
        #expect(message.envelope.recipient == .desk(CustomerServiceDesk(address: "desk@northquay.example")))
        #expect(message.content.subject == "3 communications are held past their deadline")
        #expect(message.content.text.contains("Order NQ-2<b> (NORTHQUAY_DE): shipment confirmation"))
        #expect(message.content.text.contains("https://desk.northquay.example/NORTHQUAY_DE/NQ-2%3Cb%3E"))
        #expect(message.content.html.contains("NQ-3&lt;b&gt;") && !message.content.html.contains("<b>"))
        #expect(String(decoding: message.eml, as: UTF8.self).contains("To: desk@northquay.example"))
        #expect(!message.content.text.contains("Mirela"))
    }

    @Test("a desk that refuses, a channel that is paused: the hold is not called raised, and the deadline stays open")
    func noticeRefused() async throws {
        var order = Shop.Order()
        order.email = ""
        let (story, communication) = try Story.about(.customer(.shipmentConfirmation), order)
        try await story.save(bench.pool, only: [.customer(.shipmentConfirmation)])
        let channel = TestChannel(answers: [.permanent(class: "sender", text: "no such sender")])
        #expect(try await bench.worker(channel).handleOverdue().raised == 0)
        let control = ChannelControl(pool: bench.pool, destinations: channel.destinations, logger: TestLog.quiet)
        _ = try await control.pause(Destination(channel: "mailbox"), by: "ilse", reason: "they move")
        try await bench.run("UPDATE communication SET notice_claimed_until = now() - interval '1 s'")
        #expect(try await bench.worker(channel).handleOverdue().raised == 0)
        #expect(channel.messages.count == 1, "nothing leaves over a channel that is paused")
        #expect(try await bench.stored(communication).raisedAt == nil)
        _ = try await control.resume(Destination(channel: "mailbox"), by: "ilse", reason: "moved")
        try await bench.run("UPDATE communication SET notice_claimed_until = now() - interval '1 s'")
        #expect(try await bench.worker(channel).handleOverdue().raised == 1)
    }

    @Test("a mail server that hangs for customer service holds up no delivery")
    func noticeHangs() async throws {
        var bench = bench
        bench.policy.orderConfirmationOwner = .service
        var order = Shop.Order()
        order.email = ""
        let (held, _) = try Story.about(.customer(.shipmentConfirmation), order)
        try await held.save(bench.pool, only: [.customer(.shipmentConfirmation)])
        let gate = WakeUp()
        let channel = TestChannel { message in
            guard message.envelope.recipient.address == "desk@northquay.example" else { return }
            await gate.wait(for: .seconds(100))
        }
        bench.options.workers = 1
        let worker = bench.worker(channel)
        let running = Task { try await worker.run() }
        while channel.messages.isEmpty { try await Task.sleep(for: .milliseconds(10)) }
        var other = Shop.Order()
        other.id = "NQ-2"
        let (told, communication) = try Story.about(.customer(.orderConfirmation), other)
        try await told.save(bench.pool)
        let deadline = ContinuousClock.now + .seconds(60)
        while try await bench.stored(communication).status != .sent, .now < deadline {
            try await Task.sleep(for: .milliseconds(10))
        }
        #expect(try await bench.stored(communication).status == .sent)
        gate.end()
        running.cancel()
        try await running.value
    }

    @Test("a chat gets the same as lines, and a webhook, which nobody reads, gets nothing")
    func noticeInChat() async throws {
        var bench = bench
        bench.policy.defaultDeliveryChannels = ["webhook", "chat"]
        bench.policy.reaches = ["webhook": .endpoints(["erp"]), "chat": .endpoints(["desk"])]
        var order = Shop.Order()
        order.email = ""
        // To a customer over e-mail, which finds none.
        let (story, _) = try Story.about(.customer(.shipmentConfirmation), order)
        try await story.save(bench.pool, only: [.customer(.shipmentConfirmation)])
        let fixed = bench
        try await Peers.http { peer in
            let chat = ChatChannel(
                rooms: ["desk": "http://127.0.0.1:\(peer.port)/status/200"], allowsPlainText: true,
                client: CurlClient(.local()))
            let webhook = TestChannel(name: "webhook", reach: .endpoints(["erp"]))
            #expect(try await fixed.worker(chat, webhook).handleOverdue().raised == 1)
            #expect(webhook.messages.isEmpty)
            let body = try #require(try peer.documents().first?.root.string("body"))
            #expect(body.contains("A communication is held past its deadline"))
            #expect(body.contains("Order NQ-20731 (NORTHQUAY_DE): shipment confirmation."))
        }
    }

    @Test("a hold past its deadline is raised once and stays listed")
    func holds() async throws {
        var order = Shop.Order()
        order.email = ""
        let (story, communication) = try Story.about(.customer(.shipmentConfirmation), order)
        try await story.save(bench.pool, only: [.customer(.shipmentConfirmation)])
        #expect(try await bench.stored(communication).reason == HoldReason.noRecipient.rawValue)
        let worker = bench.worker(TestChannel())
        #expect(try await worker.handleOverdue().raised == 1)
        #expect(try await worker.handleOverdue().raised == 0)
        let listed = try await bench.queries.needingAttention()
        #expect(listed.map(\.id) == [communication.uuid])
        #expect(listed.allSatisfy { $0.raisedAt != nil })
        #expect(try await bench.queries.needingAttention(after: listed.last).isEmpty)
    }
}
