import Communications
import Delivery
import HeraldTesting
import Postgres
import Projection
import Testing

@Suite("The guard at dispatch", .database) struct GuardTests {
    let bench = Workbench()

    struct Case: Sendable, CustomTestStringConvertible {
        let kind: Kind
        /// What happens between the decision and its sending.
        let later: @Sendable (Shop.Order) -> String
        let reason: SuppressionReason
        var testDescription: String { "\(kind.name): \(reason.rawValue)" }
    }

    static let test: @Sendable (Shop.Order) -> String = {
        Shop.snapshot($0, method: "updated", status: "ABORTED", reason: "TEST", minute: 600)
    }
    static let recovered: @Sendable (Shop.Order) -> String = {
        Shop.snapshot($0, method: "updated", status: "AUTHORIZED", minute: 600)
    }

    static let cases = [
        Case(
            kind: .customer(.orderConfirmation),
            later: { Shop.snapshot($0, method: "updated", status: "CANCELLED", minute: 600) }, reason: .superseded),
        Case(kind: .customer(.orderConfirmation), later: test, reason: .testOrder),
        Case(kind: .customer(.shipmentConfirmation), later: test, reason: .testOrder),
        Case(kind: .customerService(.paymentAuthorizationFailed), later: recovered, reason: .superseded),
        Case(kind: .customerService(.paymentCaptureFailed), later: recovered, reason: .superseded),
        Case(kind: .customer(.orderCancellation), later: test, reason: .testOrder),
        Case(kind: .customer(.returnAuthorized), later: { Shop.returnReceived($0) }, reason: .superseded),
        Case(kind: .customer(.returnAuthorized), later: test, reason: .testOrder),
        Case(kind: .customer(.returnReceived), later: test, reason: .testOrder),
        Case(
            kind: .customer(.refundTriggered), later: { Shop.refund($0, status: "CANCELLED", day: 20) },
            reason: .superseded),
        Case(kind: .customer(.refundTriggered), later: test, reason: .testOrder),
    ]

    @Test("stops what the order has overtaken, and says why", arguments: cases)
    func overtaken(_ example: Case) async throws {
        var (story, communication) = try Story.about(example.kind)
        try await story.save(bench.pool, only: [example.kind])
        try story.tell(example.later(story.order))
        try await story.saveState(bench.pool)
        let channel = TestChannel()
        let report = try await bench.worker(channel).drain()
        #expect(report.stopped == 1)
        #expect(channel.messages.isEmpty)
        let stored = try await bench.stored(communication)
        #expect(stored.status == .suppressed)
        #expect(stored.reason == example.reason.rawValue)
        #expect(stored.detail == example.reason.text)
        #expect(try await bench.deliveries(communication).map(\.status) == [.cancelled])
        #expect(try await bench.queries.attempts(of: stored).isEmpty)
    }

    struct PolicyCase: Sendable, CustomTestStringConvertible {
        let reason: SuppressionReason
        /// What the merchant changes between the decision and its sending.
        let change: @Sendable (inout ChannelPolicy) -> Void
        var testDescription: String { reason.rawValue }
    }

    static let policyCases = [
        PolicyCase(reason: .sandbox) { $0.isSandbox = true },
        PolicyCase(reason: .orderMuted) { $0.mutedOrders = ["NQ-20731"] },
        PolicyCase(reason: .kindDisabled) { $0.disabledKinds = [.customer(.shipmentConfirmation)] },
        PolicyCase(reason: .recipientSuppressed) { $0.suppressedRecipients = ["mirela.osterhaus@mail.example"] },
    ]

    @Test("stops what the policy of now forbids, and says why", arguments: policyCases)
    func policy(_ example: PolicyCase) async throws {
        let (story, communication) = try Story.about(.customer(.shipmentConfirmation))
        try await story.save(bench.pool, only: [.customer(.shipmentConfirmation)])
        var bench = bench
        example.change(&bench.policy)
        let channel = TestChannel()
        #expect(try await bench.worker(channel).drain().stopped == 1)
        #expect(channel.messages.isEmpty)
        let stored = try await bench.stored(communication)
        #expect(stored.status == .suppressed)
        #expect(stored.reason == example.reason.rawValue)
        #expect(stored.detail == example.reason.text)
        #expect(try await bench.deliveries(communication).map(\.status) == [.cancelled])
    }

    @Test("a sandbox also silences the repetition of what may have arrived, and the record says that it may have")
    func sandboxAfterAmbiguity() async throws {
        var bench = bench
        bench.options.retries = RetrySchedule(delays: [.zero])
        let (story, communication) = try Story.about(.customer(.refundTriggered))
        try await story.save(bench.pool, only: [.customer(.refundTriggered)])
        let channel = TestChannel(answers: [.ambiguous(class: "timeout", text: "no answer")])
        try await bench.worker(channel).dispatch()
        bench.policy.isSandbox = true
        #expect(try await bench.worker(channel).drain().stopped == 1)
        #expect(channel.messages.count == 1)
        let stored = try await bench.stored(communication)
        #expect(stored.reason == SuppressionReason.sandbox.rawValue)
        #expect(stored.detail?.hasSuffix("An earlier try may have reached the recipient.") == true)
    }

    @Test("a confirmation decided as herald's is sent by herald, whoever owns confirmations by now and at whatever age")
    func ownerSince() async throws {
        let (story, communication) = try Story.about(.customer(.orderConfirmation))
        try await story.save(bench.pool)
        var bench = bench
        bench.policy.orderConfirmationOwner = .frontend
        bench.policy.fallbackAfter = 900
        bench.policy.maxAge = 1
        let channel = TestChannel()
        #expect(try await bench.worker(channel).drain().stopped == 0)
        #expect(channel.messages.count == 1)
        #expect(try await bench.stored(communication).status == .sent)
    }

    @Test("what a policy of an hour suppressed can be sent once the policy allows it again, and not before")
    func policyOfAnHour() async throws {
        let (story, communication) = try Story.about(.customer(.shipmentConfirmation))
        try await story.save(bench.pool, only: [.customer(.shipmentConfirmation)])
        var strict = bench
        strict.policy.disabledKinds = [.customer(.shipmentConfirmation)]
        try await strict.worker(TestChannel()).drain()
        let request = ActionRequest(actor: "ilse", reason: "switched on again")
        await #expect(throws: ActionError.overtaken(.kindDisabled)) {
            try await strict.actions().resend(communication.uuid, request)
        }
        let id = try #require(try await bench.actions().resend(communication.uuid, request).resultID)
        let channel = TestChannel()
        try await bench.worker(channel).drain()
        #expect(channel.messages.map(\.id) == [id])
    }

    @Test("what reached somebody already counts as sent when the rest is stopped")
    func partlySent() async throws {
        var bench = bench
        bench.policy.defaultDeliveryChannels = ["mailbox", "paging"]
        bench.options.retries = RetrySchedule(delays: [.zero])
        var (story, communication) = try Story.about(.customer(.shipmentConfirmation), policy: bench.policy)
        try await story.save(bench.pool, only: [.customer(.shipmentConfirmation)])
        let paging = TestChannel(name: "paging", answers: [.temporary(class: "busy", text: "later")])
        let worker = bench.worker(TestChannel(), paging)
        try await worker.dispatch()
        try story.tell(GuardTests.test(story.order))
        try await story.saveState(bench.pool)
        try await worker.drain()
        #expect(paging.messages.count == 1)
        let stored = try await bench.stored(communication)
        #expect(stored.status == .sent && stored.detail?.hasSuffix(SuppressionReason.testOrder.text) == true)
        #expect(try await bench.deliveries(communication).map(\.status) == [.sent, .cancelled])
    }

    @Test("what its worker may have sent before it died is not said again once it is overtaken; the record tells of it")
    func mayHaveLeft() async throws {
        var (story, communication) = try Story.about(.customer(.returnAuthorized))
        try await story.save(bench.pool, only: [.customer(.returnAuthorized)])
        let pool = bench.separatePool()
        // As if the process were gone: it left, and nothing more reaches the database.
        let doomed = TestChannel { _ in await pool.close() }
        await #expect(throws: PostgresError.self) { try await bench.worker(doomed, pool: pool).dispatch() }
        try story.tell(Shop.returnReceived(story.order))
        try await story.saveState(bench.pool)
        try await bench.expireClaims()
        let channel = TestChannel()
        #expect(try await bench.worker(channel).drain().stopped == 1)
        #expect(channel.messages.isEmpty)
        let stored = try await bench.stored(communication)
        #expect(stored.status == .suppressed && stored.reason == SuppressionReason.superseded.rawValue)
        #expect(stored.detail?.hasSuffix("An earlier try may have reached the recipient.") == true)
    }

    @Test("one try of unknown outcome leaves the other channels guarded")
    func ambiguous() async throws {
        var bench = bench
        bench.policy.defaultDeliveryChannels = ["mailbox", "paging"]
        bench.options.retries = RetrySchedule(delays: [.zero])
        var (story, communication) = try Story.about(.customer(.returnAuthorized), policy: bench.policy)
        try await story.save(bench.pool, only: [.customer(.returnAuthorized)])
        let mailbox = TestChannel(answers: [.temporary(class: "busy", text: "later")])
        let paging = TestChannel(name: "paging", answers: [.ambiguous(class: "timeout", text: "no answer")])
        try await bench.worker(mailbox, paging).dispatch()
        try story.tell(Shop.returnReceived(story.order))
        try await story.saveState(bench.pool)
        #expect(try await bench.worker(mailbox, paging).drain().stopped == 1)
        #expect(mailbox.messages.count == 1 && paging.messages.count == 1)
        #expect(try await bench.stored(communication).status == .suppressed)
    }

    @Test("what another rule would have suppressed too, or held, is not sent because the policy allows its kind again")
    func otherRules() async throws {
        var strict = bench
        strict.policy.disabledKinds = [.customer(.refundTriggered)]
        var (story, _) = try Story.about(.customer(.orderConfirmation), policy: strict.policy)
        try story.tell(Shop.refund(story.order, type: "goodwill"))
        try await story.save(bench.pool)
        let refund = try #require(story.communications.last)
        #expect(refund.disposition == .suppressed(.kindDisabled) && refund.refundType == nil)
        await #expect(throws: ActionError.incomplete(.unknownRefundType)) {
            try await bench.actions().resend(refund.uuid, ActionRequest(actor: "ilse", reason: "switched on again"))
        }
    }

    @Test("what arrives although it was stopped on its way counts as sent")
    func stoppedOnItsWay() async throws {
        let (story, communication) = try Story.about(.customer(.shipmentConfirmation))
        try await story.save(bench.pool, only: [.customer(.shipmentConfirmation)])
        let bench = bench
        let channel = TestChannel { _ in
            // Another worker's guard, while this one waits for the other side.
            try? await bench.run(
                """
                UPDATE communication SET status = 'suppressed', reason = 'test_order', detail = 'It is a test.';
                UPDATE delivery SET status = 'cancelled', reason = 'test_order', next_attempt_at = NULL,
                    claimed_by = NULL, finished_at = now();
                """)
        }
        try await bench.worker(channel).drain()
        let stored = try await bench.stored(communication)
        #expect(stored.status == .sent && stored.reason == nil)
        #expect(stored.detail == "It was on its way when it was stopped: It is a test.")
        #expect(stored.deliveries.map(\.status) == [.sent])
    }

    @Test("nothing leaves while the order's state cannot be read")
    func unreadable() async throws {
        let (story, communication) = try Story.about(.customer(.orderConfirmation))
        try await story.save(bench.pool)
        try await bench.run("UPDATE order_state SET document = '{\"version\":0}'")
        let channel = TestChannel()
        try await bench.worker(channel).dispatch()
        #expect(channel.messages.isEmpty)
        #expect(
            try await bench.queries.attempts(of: bench.stored(communication)).map(\.errorClass) == ["order_unreadable"])
        try await story.saveState(bench.pool)
        try await bench.worker(channel).drain()
        #expect(channel.messages.count == 1)
    }
}
