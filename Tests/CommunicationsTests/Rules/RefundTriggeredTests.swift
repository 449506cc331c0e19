import Communications
import OMSMessages
import OrderModel
import Testing

@Suite("Rule 7: refund triggered")
struct RefundTriggeredTests {
    @Test(
        "PENDINGRELEASE starts a refund, in any spelling",
        arguments: ["PENDINGRELEASE", "PENDING RELEASE", "Pending_Release"])
    func pendingRelease(code: String) throws {
        let scenario = try given(.created()).when(.refund(code, type: "appeasement"))
            .then(transitions: [.refundStarted(refundID: "CN-1")], .pending(.refundTriggered))
        let told = try scenario.told(.refundTriggered)
        #expect(told.subject == Subject(refundID: "CN-1", lines: [1]))
        #expect(told.key == #"["refund_triggered","NORTHQUAY","NQ-1","CN-1"]"#)
    }

    @Test("RELEASED starts it too, as offline payments do, and is no second start")
    func released() throws {
        try given(.created()).when(.refund("RELEASED", type: "appeasement")).then(.pending(.refundTriggered))
        try given(.created(), .refund("PENDINGRELEASE", type: "appeasement"))
            .when(.refund("RELEASED", type: "appeasement", at: "2026-02-08")).then(transitions: [])
    }

    @Test("From another status to PENDINGRELEASE", arguments: ["REQUESTED", "CREATED", nil])
    func fromOtherStatus(code: String?) throws {
        try given(.created()).when(.refund(code, type: "appeasement")).then(transitions: [])
            .when(.refund("PENDINGRELEASE", type: "appeasement", at: "2026-02-08")).then(.pending(.refundTriggered))
    }

    @Test("A refund whose newest status is cancelled when its start is first seen: superseded")
    func cancelledBeforeItsStart() throws {
        try given(.created(), .refund("CANCELLED", type: "appeasement", at: "2026-02-08"))
            .when(.refund("PENDINGRELEASE", type: "appeasement", at: "2026-02-07"))
            .then(.suppressed(.refundTriggered, .superseded))
    }

    // MARK: refund_type

    @Test(
        "An explicit type wins, in each of its spellings",
        arguments: [
            ("RETURN", RefundType.return), ("Returned", .return), ("CANCELLATION", .cancellation),
            ("cancelled", .cancellation), ("CANCELED", .cancellation), ("Cancel", .cancellation),
            ("Appeasement", .appeasement), ("AP-PEASE MENT", .appeasement),
        ])
    func explicitType(text: String, type: RefundType) throws {
        let told = try given(.created()).when(.refund(type: text, rma: "RMA-1")).told(.refundTriggered)
        #expect(told.refundType == type)
        #expect(told.refundTypeSource == .explicit)
        #expect(told.disposition == .pending)
        #expect(try told.fact("refund_type").string == type.rawValue)
    }

    @Test("The first known type wins; later ones that contradict are ignored")
    func firstKnownWins() throws {
        let scenario = try given(.created(), .refund(type: "appeasement"))
            .when(.refund("RELEASED", type: "cancellation", at: "2026-02-08")).then(transitions: [])
        #expect(scenario.order.refunds[0].type == .appeasement)
    }

    @Test("Any other text is unknown and prevents inference until a known one comes")
    func unknownText() throws {
        let scenario = try given(.created()).when(.refund(type: "GOODWILL", rma: "RMA-1"))
            .then(.held(.refundTriggered, .unknownRefundType))
        let held = try scenario.told(.refundTriggered)
        #expect(held.refundType == nil && held.refundTypeSource == nil)
        let released = try scenario.when(.refund("RELEASED", type: "Return", rma: "RMA-1", at: "2026-02-08"))
            .then(transitions: [], .pending(.refundTriggered)).told(.refundTriggered)
        #expect(released.refundType == .return && released.refundTypeSource == .explicit)
    }

    @Test("A known type is not lost to an unknown text that comes later")
    func unknownTextAfterKnown() throws {
        let scenario = try given(.created(), .refund(type: "appeasement")).when(.refund("RELEASED", type: "GOODWILL"))
        #expect(scenario.order.refunds[0].type == .appeasement)
    }

    @Test("Absent, it is a return if an RMA is named", arguments: [nil, "", " "])
    func inferredReturn(text: String?) throws {
        let told = try given(.created()).when(.refund(type: text, rma: "RMA-1"))
            .then(.pending(.refundTriggered)).told(.refundTriggered)
        #expect(told.refundType == .return && told.refundTypeSource == .inferred)
        #expect(told.subject.returnID == "RMA-1")
        #expect(told.returnLinkSource == .explicit)
    }

    @Test("Absent, it is a cancellation if every refunded line is cancelled and none shipped")
    func inferredCancellation() throws {
        let cancelled = Wire.updated("LOGISTICS", lines: [Line(1, "CANCELLED"), Line(2, "CANCELLED"), .shipping(3)])
        let told = try given(.created(), cancelled).when(.refund(lines: [1: "10.00", 2: "5.00"]))
            .then(.pending(.refundTriggered)).told(.refundTriggered)
        #expect(told.refundType == .cancellation && told.refundTypeSource == .inferred)
        #expect(told.returnLinkSource == nil)
        // By line_cancelled too.
        try given(.created(), .lineCancelled("L1")).when(.refund()).then(.pending(.refundTriggered))
    }

    @Test("Not every line cancelled, or one shipped: unknown, held, never guessed")
    func notInferred() throws {
        let oneCancelled = Wire.updated("LOGISTICS", lines: [Line(1, "CANCELLED"), Line(2), .shipping(3)])
        try given(.created(), oneCancelled).when(.refund(lines: [1: "10.00", 2: "5.00"]))
            .then(.held(.refundTriggered, .unknownRefundType))
        try given(.created(), oneCancelled, .shipment(lines: [1])).when(.refund())
            .then(.held(.refundTriggered, .unknownRefundType))
        try given(.created()).when(.refund()).then(.held(.refundTriggered, .unknownRefundType))
    }

    @Test("SHIPPING lines are left out of the comparison when another line remains, and only then")
    func shippingLeftOut() throws {
        let cancelled = Wire.updated("LOGISTICS", lines: [Line(1, "CANCELLED"), Line(2), .shipping(3)])
        let told = try given(.created(), cancelled).when(.refund(lines: [1: "10.00", 3: "4.95"]))
            .then(.pending(.refundTriggered)).told(.refundTriggered)
        #expect(told.refundType == .cancellation)
        #expect(told.subject.lines == [1, 3])
        try given(.created(), cancelled).when(.refund(lines: [3: "4.95"]))
            .then(.held(.refundTriggered, .unknownRefundType))
    }

    @Test("A hold for the type is released when the line turns out to be cancelled")
    func releasedByInference() throws {
        let scenario = try given(.created(), .refund()).when(.lineCancelled("L1")).then(.pending(.refundTriggered))
        #expect(try scenario.told(.refundTriggered).refundTypeSource == .inferred)
    }

    // MARK: The return behind it

    @Test("A return refund with an RMA carries the id of the return")
    func explicitLink() throws {
        let told = try given(.created(), .returnUpdated("REQUESTED")).when(.refund(type: "return", rma: "RMA-1"))
            .told(.refundTriggered)
        #expect(told.subject.returnID == "RMA-1")
        #expect(told.returnLinkSource == .explicit)
        #expect(try told.fact("return_id").string == "RMA-1")
    }

    @Test("Without an RMA it is linked to the one living return that covers the refunded lines")
    func inferredLink() throws {
        let told = try given(.created(), .returnUpdated("REQUESTED", lines: [1, 2]))
            .when(.refund(type: "return", lines: [1: "10.00", 3: "4.95"]))
            .then(.pending(.refundTriggered)).told(.refundTriggered)
        #expect(told.subject.returnID == "RMA-1")
        #expect(told.returnLinkSource == .inferred)
    }

    @Test("A cancelled or rejected return is no candidate", arguments: ["CANCELLED", "REJECTED"])
    func livingReturns(code: String) throws {
        let told = try given(
            .created(), .returnUpdated("REQUESTED", rma: "RMA-1"), .returnUpdated("REQUESTED", rma: "RMA-2"),
            .returnUpdated(code, rma: "RMA-2", at: feb(6))
        ).when(.refund(type: "return")).then(.pending(.refundTriggered)).told(.refundTriggered)
        #expect(told.subject.returnID == "RMA-1")
    }

    @Test("None or two that cover the lines: held until the return is known")
    func missingReturnID() throws {
        try given(.created()).when(.refund(type: "return")).then(.held(.refundTriggered, .missingReturnID))
        try given(.created(), .returnUpdated("REQUESTED", lines: [2])).when(.refund(type: "return"))
            .then(.held(.refundTriggered, .missingReturnID))
        let scenario = try given(
            .created(), .returnUpdated("REQUESTED", rma: "RMA-1"), .returnUpdated("REQUESTED", rma: "RMA-2")
        ).when(.refund(type: "return")).then(.held(.refundTriggered, .missingReturnID))
        #expect(try scenario.told(.refundTriggered).returnLinkSource == nil)
        let named = try scenario.when(.refund("RELEASED", type: "return", rma: "RMA-2"))
            .then(.pending(.refundTriggered)).told(.refundTriggered)
        #expect(named.subject.returnID == "RMA-2" && named.returnLinkSource == .explicit)
    }

    @Test("A hold for the return is released when its return arrives; the link, once decided, is kept")
    func linkDecidedOnce() throws {
        let scenario = try given(.created(), .refund(type: "return")).when(.returnUpdated("REQUESTED", rma: "RMA-1"))
            .then(.pending(.returnAuthorized), .pending(.refundTriggered))
            .when(.returnUpdated("REQUESTED", rma: "RMA-2")).then(.pending(.returnAuthorized))
        #expect(try scenario.told(.refundTriggered).subject.returnID == "RMA-1")
        #expect(scenario.order.refunds.first.flatMap(scenario.order.returnID(of:)) == "RMA-1")
    }

    @Test("Only a return refund needs a return")
    func othersNeedNoReturn() throws {
        try given(.created()).when(.refund(type: "appeasement")).then(.pending(.refundTriggered))
        try given(.created()).when(.refund(type: "cancellation")).then(.pending(.refundTriggered))
    }

    // MARK: Amount, identity, content

    @Test("The amount is the exact sum of the lines' gross costs, in the order's currency")
    func amount() throws {
        let told = try given(.created()).when(
            .refund(type: "appeasement", lines: [1: "0.10", 2: "0.20", 3: "100000000000000000.01"])
        ).told(.refundTriggered)
        #expect(try told.fact("amount").string == "100000000000000000.31")
        #expect(try told.fact("currency").string == "EUR")
    }

    @Test("Several payments of one line are summed, numbers and text alike")
    func amountOfSeveralPayments() throws {
        let lines: WireJSON = [
            "lines": [
                [
                    "order_line": "1",
                    "payments": [
                        ["details": ["cost_gross": "31.20"]], ["details": ["cost_gross": .number("0.05")]],
                    ],
                ]
            ]
        ]
        let told = try given(.created()).when(.refund(type: "appeasement", and: lines)).told(.refundTriggered)
        #expect(try told.fact("amount").string == "31.25")
    }

    @Test("It says how many days it takes for the payment method")
    func refundDays() throws {
        var policy = ChannelPolicy()
        policy.refundDays = ["CREDITCARD": 7]
        policy.refundDaysDefault = 3
        let credit = try given(.created(), policy: policy).when(.refund(type: "appeasement")).told(.refundTriggered)
        #expect(try credit.fact("refund_days").int == 7)
        let invoice = Wire.created(and: ["payments": [Wire.payment(method: "INVOICE")]])
        let other = try given(invoice, policy: policy).when(.refund(type: "appeasement")).told(.refundTriggered)
        #expect(try other.fact("refund_days").int == 3)
    }

    @Test("Without a credit note number, lines, amounts and the day in UTC are the identity")
    func derivedIdentity() throws {
        let sameDay: WireJSON = ["credit_note_date": "2026-02-08T00:30:00+01:00"]
        let scenario = try given(.created()).when(.refund(note: nil, type: "appeasement"))
            .then(.pending(.refundTriggered))
            .when(.refund("RELEASED", note: "", type: "appeasement", and: sameDay)).then(transitions: [])
        #expect(scenario.order.refunds.count == 1)
        for other in [
            Wire.refund(note: nil, type: "appeasement", lines: [1: "59.51"]),
            .refund(note: nil, type: "appeasement", lines: [2: "59.50"]),
            .refund(note: nil, type: "appeasement", at: "2026-02-08"),
        ] {
            try scenario.when(other).then(.pending(.refundTriggered))
        }
        try scenario.when(.refund(note: nil, type: "appeasement", lines: [1: "59.5"])).then(transitions: [])
    }

    @Test("The first message's lines and amounts are the communication's, also when it was held")
    func firstLinesAndAmounts() throws {
        let scenario = try given(.created(), .refund(lines: [1: "10.00"]))
            .when(.refund("RELEASED", type: "appeasement", lines: [1: "10.00", 2: "7.00"], at: "2026-02-08"))
            .then(.pending(.refundTriggered))
        let told = try scenario.told(.refundTriggered)
        #expect(told.subject.lines == [1])
        #expect(try told.fact("amount").string == "10.00")
    }
}
