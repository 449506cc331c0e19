import Communications
import OMSMessages
import OrderModel
import Testing

@Suite("Section 4: status of a communication")
struct DecisionTests {
    // MARK: Precedence

    @Test("The lists of reasons stand in the order of the decision table: their order is their precedence")
    func lists() {
        #expect(
            SuppressionReason.allCases.map(\.rawValue) == [
                "historical_import", "before_activation", "test_order", "superseded", "expired", "kind_disabled",
                "child_order", "store_transfer", "collected_in_store", "nothing_shipped", "partly_shipped",
                "recipient_suppressed", "order_muted", "dismissed", "sandbox",
            ])
        #expect(
            HoldReason.allCases.map(\.rawValue) == [
                "waiting_for_order", "unknown_refund_type", "missing_return_id", "no_recipient", "order_lane",
                "channel_paused", "template_error",
            ])
        #expect(
            CommunicationStatus.allCases.map(\.rawValue) == [
                "held", "pending", "sending", "sent", "failed", "suppressed", "delegated", "acknowledged",
            ])
    }

    @Test("Each suppression wins over those after it", arguments: 0..<7)
    func precedence(removed: Int) throws {
        // Everything that suppresses a shipment at once; then the first reasons are taken away one by one.
        let expected: [SuppressionReason] = [
            .historicalImport, .testOrder, .expired, .kindDisabled, .storeTransfer, .recipientSuppressed, .orderMuted,
        ]
        var policy = ChannelPolicy()
        if removed < 4 { policy.disabledKinds = [.customer(.shipmentConfirmation)] }
        if removed < 6 { policy.suppressedRecipients = ["mirela@mail.example"] }
        policy.mutedOrders = [Wire.orderID]
        policy.isSandbox = true
        let order: [Wire] = removed < 2 ? [.created(), .updated("ABORTED", reason: "TEST")] : [.created()]
        let shipment = Wire.shipment(
            method: removed < 5 ? "STS" : "STANDARD", at: removed < 3 ? "2025-01-01T00:00:00Z" : feb(3))
        try given(order, policy: Policy(others: policy)).when(shipment, isHistorical: removed < 1)
            .then(.suppressed(.shipmentConfirmation, expected[removed]))
    }

    @Test("before_activation comes after historical_import and before the rest")
    func beforeActivation() throws {
        let scenario = try given(.created(), .updated("ABORTED", reason: "TEST"))
            .activating(.customer(.shipmentConfirmation), from: 4)
        try scenario.when(.shipment(), isHistorical: true).then(.suppressed(.shipmentConfirmation, .historicalImport))
        try scenario.when(.shipment()).then(.suppressed(.shipmentConfirmation, .beforeActivation))
            .when(.shipment("SR-2")).then(.suppressed(.shipmentConfirmation, .testOrder))
    }

    @Test(
        "sandbox and order_muted suppress", arguments: [SuppressionReason.sandbox, .orderMuted, .recipientSuppressed])
    func policySuppressions(reason: SuppressionReason) throws {
        var policy = ChannelPolicy()
        policy.isSandbox = reason == .sandbox
        if reason == .orderMuted { policy.mutedOrders = [Wire.orderID] }
        // Letter case of an address does not matter.
        if reason == .recipientSuppressed { policy.suppressedRecipients = ["mirela@mail.example"] }
        let shouted = Wire.created(and: ["addresses": [Wire.billing.with(["email": "Mirela@Mail.Example"])]])
        try given([shouted], policy: Policy(others: policy)).when(.shipment())
            .then(.suppressed(.shipmentConfirmation, reason))
    }

    @Test("Suppression comes before delegated, delegated before hold")
    func delegatedInBetween() throws {
        let noAddress: WireJSON = ["addresses": []]
        try givenNothing().when(.created(and: noAddress)).then(.delegated(.orderConfirmation))
        var policy = ChannelPolicy()
        policy.isSandbox = true
        try givenNothing(policy: policy).when(.created()).then(.suppressed(.orderConfirmation, .sandbox))
        try givenNothing(policy: OrderConfirmationTests.service).when(.created(and: noAddress))
            .then(.held(.orderConfirmation, .noRecipient))
    }

    @Test("Suppression comes before hold")
    func suppressionBeforeHold() throws {
        var policy = ChannelPolicy()
        policy.disabledKinds = [.customer(.refundTriggered)]
        try givenNothing(policy: policy).when(.refund()).then(.suppressed(.refundTriggered, .kindDisabled))
    }

    @Test("Holds follow one another in the order of the list as gaps close")
    func holdsInOrder() throws {
        let scenario = try givenNothing().when(.refund(type: "GOODWILL"))
            .then(.held(.refundTriggered, .waitingForOrder))
            .when(.created(and: ["addresses": []]))
            .then(.delegated(.orderConfirmation), .held(.refundTriggered, .unknownRefundType))
            .when(.refund(type: "Return")).then(.held(.refundTriggered, .missingReturnID))
            .when(.refund(type: "Return", rma: "RMA-1")).then(.held(.refundTriggered, .noRecipient))
            .when(.updated("LOGISTICS")).then(.pending(.refundTriggered))
        #expect(scenario.shop.records[0].history.count == 5)
    }

    @Test("Payment exceptions know only six suppressions and no hold")
    func paymentExceptions() throws {
        let failure = Wire.updated("ERROR", reason: "CAPTUREFAILURE", at: feb(2))
        var policy = ChannelPolicy()
        policy.isSandbox = true
        policy.mutedOrders = [Wire.orderID]
        policy.suppressedRecipients = ["mirela@mail.example"]
        let child: WireJSON = ["original_order_id": "NQ-0", "addresses": []]
        try given([.created(and: child)], policy: Policy(others: policy)).when(failure)
            .then(.pending(.paymentCaptureFailed))
        try given(.created()).when(failure, isHistorical: true)
            .then(.suppressed(.paymentCaptureFailed, .historicalImport))
        try given(.created()).when(failure, at: "2026-03-20T10:00:00Z").then(
            .suppressed(.paymentCaptureFailed, .expired))
        try given(.created()).activating(.customerService(.paymentCaptureFailed), from: 3).when(failure)
            .then(.suppressed(.paymentCaptureFailed, .beforeActivation))
        policy.disabledKinds = [.customerService(.paymentCaptureFailed)]
        try given(.created(), policy: policy).when(failure).then(.suppressed(.paymentCaptureFailed, .kindDisabled))
    }

    @Test("Every disposition has a reason code and a text for people")
    func reasons() {
        let all: [Disposition] =
            SuppressionReason.allCases.map { .suppressed($0) } + HoldReason.allCases.map { .held($0) }
            + [.delegated, .pending]
        for disposition in all {
            #expect(!disposition.reason.isEmpty)
            #expect(disposition.text.hasSuffix("."), "\(disposition.reason)")
        }
        #expect(Set(all.map(\.reason)).count == all.count)
    }

    @Test("The checks of a decision end in the decision: the first that is met")
    func checks() throws {
        var shop = Shop()
        try shop.receive(.created())
        let occasion = Occasion(
            kind: .customer(.shipmentConfirmation), subject: Subject(shipmentID: "SR-1"),
            occurredAt: Timestamp(microseconds: 0))
        let context = DecisionContext(
            policy: ChannelPolicy(), decidedAt: try #require(Timestamp(feb(3))), shard: 0, position: 2, messageID: nil,
            isHistorical: false)
        let checks = Decision.checks(occasion, shop.order, context)
        #expect(checks.first(where: \.isMet)?.disposition == .suppressed(.expired))
        #expect(Decision.decide(occasion, shop.order, context).disposition == .suppressed(.expired))
    }

    // MARK: occurred_at and expiry

    @Test("occurred_at is the date of the fact: status date, shipment date, origin date, else the receipt")
    func occurredAt() throws {
        let scenario = try given(.created(at: feb(2)), .shipment(at: feb(3)), .returnUpdated("REQUESTED", at: feb(4)))
            .when(.returnReceived(at: feb(5)), .refund(at: "2026-02-06"))
        #expect(
            scenario.shop.communications.map(\.occurredAt)
                == [feb(2), feb(3), feb(4), feb(5), "2026-02-06"].compactMap { Timestamp($0) })
        #expect(try givenNothing().when(.created(at: nil)).told(.orderConfirmation).occurredAt == Timestamp(feb(1)))
        let undated = try given(.created()).when(.shipment(at: nil), at: feb(9)).told(.shipmentConfirmation)
        #expect(undated.occurredAt == Timestamp(feb(9)))
        #expect(undated.decidedAt == Timestamp(feb(9)))
    }

    @Test("A fact more than the maximal age before the decision is expired; exactly as old is not")
    func expired() throws {
        try given(.created()).when(.shipment(at: feb(3)), at: feb(17)).then(.pending(.shipmentConfirmation))
        try given(.created()).when(.shipment(at: feb(3)), at: feb(17, "10:01"))
            .then(.suppressed(.shipmentConfirmation, .expired))
        var policy = ChannelPolicy()
        policy.maxAge = 3600
        try given(.created(), policy: policy).when(.shipment(at: feb(3)), at: feb(3, "11:01"))
            .then(.suppressed(.shipmentConfirmation, .expired))
    }

    // MARK: Holds

    @Test("A fact of an order never seen waits for it, and is told as soon as the order is known")
    func waitingForOrder() throws {
        let scenario = try givenNothing().when(.shipment()).then(.held(.shipmentConfirmation, .waitingForOrder))
            .when(.created()).then(.delegated(.orderConfirmation), .pending(.shipmentConfirmation))
        #expect(scenario.shop.records[0].history == [.held(.waitingForOrder), .pending])
    }

    @Test("A hold may end in suppression")
    func holdSuppressed() throws {
        try given(.shipment(method: "STANDARD", and: ["items": [["order_line_number": 1]]]))
            .when(.created(lines: [Line(1, type: "VIRTUAL")]))
            .then(.delegated(.orderConfirmation), .suppressed(.shipmentConfirmation, .nothingShipped))
        try given(.created(), .refund()).when(.refund("CANCELLED", at: "2026-02-08"))
            .then(.suppressed(.refundTriggered, .superseded))
    }

    @Test("A hold has a deadline, counted from when it began; another hold does not get more time")
    func deadline() throws {
        var policy = ChannelPolicy()
        policy.holdDeadline = 3600
        let scenario = try givenNothing(policy: policy).when(.refund(), at: feb(7, "10:00"))
        #expect(try scenario.told(.refundTriggered).dueAt == Timestamp(feb(7, "11:00")))
        let next = try scenario.when(.created(), at: feb(7, "10:30"))
        #expect(try next.told(.refundTriggered).disposition == .held(.unknownRefundType))
        #expect(try next.told(.refundTriggered).dueAt == Timestamp(feb(7, "11:00")))
        let released = try next.when(.refund(type: "appeasement"), at: feb(7, "10:40"))
        #expect(try released.told(.refundTriggered).dueAt == nil)
    }

    @Test("At its release type, link and recipient are frozen; identity and the date of the fact stay")
    func frozenAtRelease() throws {
        let held = try given(.created()).when(.refund(), at: feb(7, "12:00"))
        let scenario = try held.when(.refund(type: "Return", rma: "RMA-7"), at: feb(8))
        let released = try scenario.told(.refundTriggered)
        #expect(released.id == (try held.told(.refundTriggered).id))
        #expect(released.position == (try held.told(.refundTriggered).position))
        #expect(released.occurredAt == (try held.told(.refundTriggered).occurredAt))
        #expect(released.decidedAt == Timestamp(feb(8)))
        let moved = Wire.updated(
            "LOGISTICS", at: feb(8), and: ["addresses": [Wire.billing.with(["email": "new@mail.example"])]])
        let later = try scenario.when(moved).then()
        #expect(try later.told(.refundTriggered) == released)
    }

    @Test("A history that is imported says nothing about a hold of live traffic")
    func importReleasesHold() throws {
        try given(.shipment()).when(.created(), isHistorical: true)
            .then(.suppressed(.orderConfirmation, .historicalImport), .pending(.shipmentConfirmation))
    }

    @Test("What was imported stays suppressed while the read model goes on learning")
    func importedIsFinal() throws {
        let scenario = try given(.created()).when(.refund(), isHistorical: true)
            .then(.suppressed(.refundTriggered, .historicalImport))
            .when(.refund(type: "appeasement")).then()
        #expect(scenario.order.refunds[0].type == .appeasement)
    }

    // MARK: Guard at dispatch

    @Test("1: the order was cancelled meanwhile")
    func guardOrderConfirmation() throws {
        let scenario = try givenNothing(policy: OrderConfirmationTests.service).when(.created())
        #expect(try scenario.dispatchGuard(.customer(.orderConfirmation)) == nil)
        let cancelled = try scenario.when(.updated("CANCELLED"))
        #expect(try cancelled.dispatchGuard(.customer(.orderConfirmation)) == .superseded)
    }

    @Test("2, 5, 7: nothing but a test order stops them")
    func guardOfFacts() throws {
        let scenario = try given(.created(), .shipment("SR-1", lines: [1]), .returnReceived())
            .when(.updated("COMPLETE", reason: "CANCELLED"), .returnUpdated("CANCELLED", at: feb(9)))
        for kind in [CustomerKind.shipmentConfirmation, .orderCancellation, .returnReceived] {
            #expect(try scenario.dispatchGuard(.customer(kind)) == nil)
        }
    }

    @Test("3, 4: the order has left that error", arguments: ["VALIDATE_AUTH_FAIL", "CAPTUREFAILURE"])
    func guardPaymentExceptions(reason: String) throws {
        let kind: Kind = .customerService(
            reason == "CAPTUREFAILURE" ? .paymentCaptureFailed : .paymentAuthorizationFailed)
        let scenario = try given(.created()).when(.updated("ERROR", reason: reason, at: feb(2)))
        #expect(try scenario.dispatchGuard(kind) == nil)
        #expect(try scenario.when(.updated("LOGISTICS", at: feb(3))).dispatchGuard(kind) == .superseded)
        let other = try scenario.when(.updated("ERROR", reason: "IMPORTFAIL", at: feb(3)))
        #expect(try other.dispatchGuard(kind) == .superseded)
    }

    @Test("6: the goods are here, or the return is neither REQUESTED nor APPROVED any more")
    func guardReturnAuthorized() throws {
        let kind: Kind = .customer(.returnAuthorized)
        let scenario = try given(.created()).when(.returnUpdated("REQUESTED", lines: [1], at: feb(5)))
        #expect(try scenario.dispatchGuard(kind) == nil)
        #expect(try scenario.when(.returnReceived(lines: [2])).dispatchGuard(kind) == nil)
        #expect(try scenario.when(.returnReceived(lines: [1])).dispatchGuard(kind) == .superseded)
        #expect(try scenario.when(.returnUpdated("CANCELLED", at: feb(6))).dispatchGuard(kind) == .superseded)
    }

    @Test("8: the refund was cancelled")
    func guardRefund() throws {
        let scenario = try given(.created()).when(.refund(type: "appeasement"))
        #expect(try scenario.dispatchGuard(.customer(.refundTriggered)) == nil)
        let cancelled = try scenario.when(.refund("CANCELLED", type: "appeasement", at: "2026-02-08"))
        #expect(try cancelled.dispatchGuard(.customer(.refundTriggered)) == .superseded)
    }
}
