import Communications
import Delivery
import HeraldTesting
import Postgres
import Projection
import Testing

@Suite("Actions", .database) struct CommunicationActionsTests {
    let bench = Workbench()
    let request = ActionRequest(actor: "ilse", reason: "the customer asked")

    /// A communication that was sent.
    private func sent(_ kind: Kind = .customer(.shipmentConfirmation)) async throws -> (Story, Communication) {
        let (story, communication) = try Story.about(kind)
        try await story.save(bench.pool, only: [kind])
        try await bench.worker(TestChannel()).drain()
        #expect(try await bench.stored(communication).status == .sent)
        return (story, communication)
    }

    @Test("resending makes a new communication that names the first and leaves with its own id")
    func resend() async throws {
        let (_, communication) = try await sent()
        let result = try await bench.actions().resend(communication.uuid, request)
        let id = try #require(result.resultID)
        #expect(id != communication.uuid)
        let channel = TestChannel()
        try await bench.worker(channel).drain()
        #expect(channel.messages.map(\.id) == [id])
        let repeated = try #require(try await bench.queries.communication(id))
        #expect(repeated.resendOf == communication.uuid)
        #expect(repeated.status == .sent)
        #expect(repeated.facts == communication.facts)
        let actions = try await bench.actions().recorded(on: bench.stored(communication))
        #expect(actions.map(\.action) == [.resend])
        #expect(actions.map(\.actor) == ["ilse"])
        #expect(actions.map(\.reason) == ["the customer asked"])
        #expect(actions.map(\.resultID) == [id])
    }

    @Test("the same idempotency key repeats the answer, another one acts again")
    func idempotency() async throws {
        let (_, communication) = try await sent()
        let actions = bench.actions()
        let keyed = ActionRequest(actor: "ilse", reason: "asked", idempotencyKey: "k1")
        let first = try await actions.resend(communication.uuid, keyed)
        let again = try await actions.resend(communication.uuid, keyed)
        #expect(again.resultID == first.resultID)
        #expect(!first.isRepetition && again.isRepetition)
        let other = try await actions.resend(
            communication.uuid, ActionRequest(actor: "ilse", reason: "asked", idempotencyKey: "k2"))
        #expect(other.resultID != first.resultID)
        let unkeyed = try await actions.resend(communication.uuid, request)
        let unkeyedAgain = try await actions.resend(communication.uuid, request)
        #expect(Set([first, other, unkeyed, unkeyedAgain].map(\.resultID)).count == 4)
        await #expect(throws: ActionError.keyOfOtherAction(.resend)) {
            try await actions.dismiss(communication.uuid, keyed)
        }
    }

    @Test("two requests with one key at the same time act once")
    func race() async throws {
        let (_, communication) = try await sent()
        let actions = bench.actions()
        let keyed = ActionRequest(actor: "ilse", reason: "asked", idempotencyKey: "k")
        async let one = actions.resend(communication.uuid, keyed)
        async let two = actions.resend(communication.uuid, keyed)
        let results = try await [one, two]
        #expect(Set(results.map(\.resultID)).count == 1)
        #expect(results.count { $0.isRepetition } == 1)
    }

    @Test("a resend may go to another address")
    func otherAddress() async throws {
        let (_, communication) = try await sent()
        let actions = bench.actions()
        _ = try await actions.resend(communication.uuid, to: "tibor@mail.example", request)
        let channel = TestChannel()
        try await bench.worker(channel).drain()
        #expect(channel.messages.map(\.envelope.recipient.address) == ["tibor@mail.example"])
        await #expect(throws: ActionError.invalidAddress) {
            try await actions.resend(communication.uuid, to: "tibor@mail.example\r\nBcc: x@y.example", request)
        }
    }

    @Test("a payment exception can be resent to a desk of the policy and to nobody else")
    func resendException() async throws {
        let (story, communication) = try await sent(.customerService(.paymentCaptureFailed))
        let actions = bench.actions()
        await #expect(throws: ActionError.notADesk) {
            try await actions.resend(communication.uuid, to: story.order.email, request)
        }
        _ = try await actions.resend(communication.uuid, to: "desk@northquay.example", request)
        let channel = TestChannel()
        try await bench.worker(channel).drain()
        #expect(channel.messages.map(\.envelope.recipient.address) == ["desk@northquay.example"])
    }

    @Test("what the guard would stop is refused at once")
    func overtaken() async throws {
        var (story, communication) = try await sent()
        try story.tell(GuardTests.test(story.order))
        try await story.saveState(bench.pool)
        await #expect(throws: ActionError.overtaken(.testOrder)) {
            try await bench.actions().resend(communication.uuid, request)
        }
    }

    @Test("what is too old to be told by itself can be asked for, and then leaves")
    func expired() async throws {
        let (_, communication) = try await sent()
        var bench = bench
        bench.policy.maxAge = 86_400
        let id = try #require(try await bench.actions().resend(communication.uuid, request).resultID)
        let channel = TestChannel()
        #expect(try await bench.worker(channel).drain().sent == 1)
        #expect(channel.messages.map(\.id) == [id])
    }

    @Test("what the policy of now forbids cannot be asked for either")
    func forbidden() async throws {
        let (_, communication) = try await sent()
        var bench = bench
        bench.policy.isSandbox = true
        await #expect(throws: ActionError.sandbox) {
            try await bench.actions().resend(communication.uuid, request)
        }
        bench.policy = .service
        bench.policy.mutedOrders = ["NQ-20731"]
        await #expect(throws: ActionError.overtaken(.orderMuted)) {
            try await bench.actions().resend(communication.uuid, request)
        }
        bench.policy = .service
        bench.policy.suppressedRecipients = ["tibor@mail.example"]
        await #expect(throws: ActionError.recipientSuppressed) {
            try await bench.actions().resend(communication.uuid, to: "tibor@mail.example", request)
        }
    }

    @Test("retrying a dead letter starts the tries anew")
    func retry() async throws {
        let (story, communication) = try Story.about(.customer(.orderConfirmation))
        try await story.save(bench.pool)
        let channel = TestChannel(answers: Array(repeating: .temporary(class: "busy", text: "later"), count: 5))
        try await bench.worker(channel).drain()
        #expect(try await bench.stored(communication).status == .failed)
        let result = try await bench.actions().retry(communication.uuid, request)
        #expect(result.status == .pending)
        try await bench.worker(channel).drain()
        #expect(try await bench.stored(communication).status == .sent)
        #expect(try await bench.queries.attempts(of: bench.stored(communication)).map(\.attempt) == [1, 2, 3, 4, 5, 6])
    }

    @Test("retrying repeats the channel that failed and no other")
    func retryOneChannel() async throws {
        var bench = bench
        bench.policy.defaultDeliveryChannels = ["mailbox", "paging"]
        let (story, communication) = try Story.about(.customer(.orderConfirmation), policy: bench.policy)
        try await story.save(bench.pool)
        let mailbox = TestChannel()
        let paging = TestChannel(name: "paging", answers: [.permanent(class: "gone", text: "gone")])
        try await bench.worker(mailbox, paging).drain()
        #expect(try await bench.stored(communication).status == .sent)
        _ = try await bench.actions().retry(communication.uuid, request)
        try await bench.worker(mailbox, paging).drain()
        #expect(mailbox.messages.count == 1)
        #expect(paging.messages.count == 2)
        #expect(try await bench.deliveries(communication).map(\.status) == [.sent, .sent])
        #expect(try await bench.stored(communication).status == .sent)
    }

    @Test("a dismissed communication is not sent")
    func dismiss() async throws {
        let (story, communication) = try Story.about(.customer(.orderConfirmation))
        try await story.save(bench.pool)
        let result = try await bench.actions().dismiss(communication.uuid, request)
        #expect(result.status == .suppressed)
        let channel = TestChannel()
        try await bench.worker(channel).drain()
        #expect(channel.messages.isEmpty)
        #expect(try await bench.stored(communication).reason == "dismissed")
        #expect(try await bench.deliveries(communication).map(\.status) == [.cancelled])
        // A person may think again.
        _ = try await bench.actions().resend(communication.uuid, request)
        try await bench.worker(channel).drain()
        #expect(channel.messages.count == 1)
    }

    @Test("a frontend acknowledges by order and kind, as often as it likes")
    func acknowledge() async throws {
        var policy = ChannelPolicy.service
        policy.orderConfirmationOwner = .frontend
        let (story, communication) = try Story.about(.customer(.orderConfirmation), policy: policy)
        try await story.save(bench.pool)
        let actions = bench.actions()
        let kind = Kind.customer(.orderConfirmation)
        let first = try await actions.acknowledge(
            salesChannel: Shop.channel, orderID: story.order.id, kind: kind, request)
        #expect(first.status == .acknowledged && !first.isRepetition)
        let again = try await actions.acknowledge(
            salesChannel: Shop.channel, orderID: story.order.id, kind: kind, request)
        #expect(again.communicationID == communication.uuid && again.isRepetition)
        #expect(try await bench.actions().recorded(on: bench.stored(communication)).count == 1)
        await #expect(
            throws: ActionError.nothingToAcknowledge(salesChannel: "X", orderID: "Y", kind: "order_confirmation")
        ) {
            try await actions.acknowledge(salesChannel: "X", orderID: "Y", kind: kind, request)
        }
    }

    @Test("impossible actions are refused and change nothing")
    func impossible() async throws {
        let (_, communication) = try await sent()
        let actions = bench.actions()
        await #expect(throws: ActionError.impossible(.dismiss, status: .sent)) {
            try await actions.dismiss(communication.uuid, request)
        }
        await #expect(throws: ActionError.impossible(.retry, status: .sent)) {
            try await actions.retry(communication.uuid, request)
        }
        await #expect(throws: ActionError.impossible(.acknowledge, status: .sent)) {
            try await actions.acknowledge(communication.uuid, request)
        }
        let nobody = PostgresUUID(high: 1, low: 2)
        await #expect(throws: ActionError.notFound(nobody)) { try await actions.retry(nobody, request) }
        #expect(try await bench.actions().recorded(on: bench.stored(communication)).isEmpty)
        #expect(try await bench.stored(communication).status == .sent)
    }
}
