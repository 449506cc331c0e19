import Communications
import OMSMessages
import OrderModel
import Testing

@Suite("Rule 4: order cancellation")
struct OrderCancellationTests {
    static let allCancelled = [Line(1, "CANCELLED"), Line(2, "CANCELLED"), Line.shipping(3)]

    @Test(
        "Logistics complete, in any of its spellings, with a cancelled reason",
        arguments: [
            ("LOGISTICCOMPLETE", "CANCELLED"), ("LOGISTICS_COMPLETE", "FULLY_CANCELLED"),
            ("Logistics Complete", "Cancelled"),
            ("COMPLETE", "FULLYCANCELLED"),
        ])
    func bothInOneSnapshot(status: String, reason: String) throws {
        try given(.created()).when(.updated(status, reason: reason))
            .then(transitions: [.orderCancelled], .pending(.orderCancellation))
    }

    @Test(
        "One alone is not enough",
        arguments: [
            Wire.updated("LOGISTICSCOMPLETE", reason: "FULLYSHIPPED"), .updated("COMPLETE"), .updated("CANCELLED"),
            .updated("FULLYCANCELLED"), .updated("ONHOLD", reason: "CANCELLED"),
            .updated("LOGISTICS", lines: OrderCancellationTests.allCancelled),
        ])
    func oneAlone(message: Wire) throws {
        try given(.created()).when(message).then(transitions: [])
    }

    @Test("Both must have been true at some time, whichever is last")
    func whicheverIsLast() throws {
        try given(.created(), .updated("CANCELLED", at: feb(2))).when(.updated("LOGISTICSCOMPLETE", at: feb(3)))
            .then(transitions: [.orderCancelled], .pending(.orderCancellation))
        try given(.created(), .updated("LOGISTICSCOMPLETE", at: feb(2))).when(.updated("CANCELLED", at: feb(3)))
            .then(transitions: [.orderCancelled], .pending(.orderCancellation))
    }

    @Test("A late snapshot may complete it")
    func lateSnapshotCompletes() throws {
        try given(.created(), .updated("CANCELLED", at: feb(4))).when(.updated("LOGISTICSCOMPLETE", at: feb(3)))
            .then(transitions: [.orderCancelled], .pending(.orderCancellation))
    }

    @Test("It is told once")
    func once() throws {
        try given(.created(), .updated("LOGISTICSCOMPLETE", reason: "FULLYCANCELLED", at: feb(2)))
            .when(.updated("COMPLETE", reason: "FULLYCANCELLED", at: feb(3))).then(transitions: [])
            .when(.updated("LOGISTICSCOMPLETE", reason: "FULLYCANCELLED", at: feb(2))).thenNothing()
    }

    @Test("status may be an object: its code, its name and its reason count")
    func statusObject() throws {
        let codeAndName: WireJSON = ["status": ["code": "CANCELLED", "name": "Logistic Complete"]]
        try given(.created()).when(.updated(nil, and: codeAndName)).then(.pending(.orderCancellation))
        let reasonCode: WireJSON = ["status": ["code": "LOGISTICSCOMPLETE", "reason_code": "FULLYCANCELLED"]]
        try given(.created()).when(.updated(nil, and: reasonCode)).then(.pending(.orderCancellation))
    }

    @Test("Every known line cancelled is cancelled too, by snapshot or by line_cancelled")
    func everyLine() throws {
        try given(.created()).when(.updated("LOGISTICSCOMPLETE", lines: OrderCancellationTests.allCancelled))
            .then(.pending(.orderCancellation))
        try given(.created(), .updated("LOGISTICSCOMPLETE"), .lineCancelled("L1")).when(.lineCancelled("L2"))
            .then(transitions: [.orderCancelled], .pending(.orderCancellation))
    }

    @Test("One living line is a living order")
    func oneLivingLine() throws {
        try given(.created()).when(.updated("LOGISTICSCOMPLETE", lines: [Line(1, "CANCELLED"), Line(2), .shipping(3)]))
            .then(transitions: [])
    }

    @Test("SHIPPING lines and BUNDLE parents that have children do not count among the lines")
    func uncountedLines() throws {
        let lines = [
            Line(1, "NEW", type: "BUNDLE"), Line(2, "CANCELLED", and: ["parent_line_number": 1]), .shipping(3, "NEW"),
        ]
        try given(.created(lines: lines)).when(.updated("COMPLETE", lines: lines)).then(.pending(.orderCancellation))
        // A bundle without children is a line like another.
        let childless = [Line(1, "NEW", type: "BUNDLE"), Line(2, "CANCELLED")]
        try given(.created(lines: childless)).when(.updated("COMPLETE", lines: childless)).then()
    }

    @Test("Nothing but SHIPPING lines, cancelled, is no cancelled order")
    func onlyShippingLines() throws {
        let lines = [Line.shipping(1, "CANCELLED")]
        try given(.created(lines: [.shipping(1)])).when(.updated("COMPLETE", lines: lines)).then()
    }

    @Test("By configuration the status CANCELLED stands for both; by default it does not")
    func cancelledStatusIsFinal() throws {
        var policy = ChannelPolicy()
        #expect(!policy.cancelledStatusIsFinal)
        policy.cancelledStatusIsFinal = true
        try given(.created(), policy: policy).when(.updated("CANCELLED", reason: "CUSTOMERREQ"))
            .then(transitions: [.orderCancelled], .pending(.orderCancellation))
        try given(.created(), policy: policy).when(.updated("ONHOLD", reason: "CANCELLED")).then()
    }

    // MARK: Partly shipped

    @Test("A line known to be shipped: suppressed, by line status or by shipment")
    func partlyShipped() throws {
        let cancelled = Wire.updated("LOGISTICSCOMPLETE", reason: "FULLYCANCELLED", at: feb(9))
        try given(.created(), .updated("LOGISTICS", lines: [Line(1, "SHIPPED"), Line(2)])).when(cancelled)
            .then(.suppressed(.orderCancellation, .partlyShipped))
        try given(.created(), .shipment(lines: [1])).when(cancelled)
            .then(.suppressed(.orderCancellation, .partlyShipped))
        try given(.created(), .shipment(lines: [1], method: "ISPU")).when(cancelled)
            .then(.suppressed(.orderCancellation, .partlyShipped))
    }

    @Test("A line counts as shipped also when no snapshot has described it")
    func partlyShippedUnknownLine() throws {
        try given(.created(), .shipment(lines: [7])).when(.updated("COMPLETE", reason: "FULLYCANCELLED"))
            .then(.suppressed(.orderCancellation, .partlyShipped))
    }

    @Test("A transfer to a shop ships no line", arguments: ["SHIPTOSTORE", "STS"])
    func transferIsNoShipment(method: String) throws {
        try given(.created(), .shipment(method: method)).when(.updated("COMPLETE", reason: "FULLYCANCELLED"))
            .then(.pending(.orderCancellation))
    }

    @Test("What is shipped later does not take it back")
    func shippedLater() throws {
        try given(.created(), .updated("COMPLETE", reason: "FULLYCANCELLED")).when(.shipment(lines: [1]))
            .then(.pending(.shipmentConfirmation))
    }

    // MARK: What it says

    @Test("Its key is the order; it is about all lines but SHIPPING")
    func keyAndSubject() throws {
        let told = try given(.created()).when(.updated("COMPLETE", reason: "FULLYCANCELLED")).told(.orderCancellation)
        #expect(told.key == #"["order_cancellation","NORTHQUAY","NQ-1"]"#)
        #expect(told.subject == Subject(lines: [1, 2]))
    }

    private func told(payments: [String?]...) throws -> Communication {
        let lines = payments.enumerated().map { index, statuses in
            let payments: [WireJSON] = statuses.map { status in
                ["payment_reference": "P1", "gross_amount": "10.00", "status": status.map { .text($0) } ?? .absent]
            }
            return Line(index + 1, and: ["payments": .list(payments)])
        }
        return try given(.created(lines: lines))
            .when(.updated("COMPLETE", reason: "FULLYCANCELLED", lines: lines)).told(.orderCancellation)
    }

    @Test("It says which lines, whether money was taken, and whether a refund follows")
    func facts() throws {
        let taken = try told(payments: ["AUTHORIZED"], ["CAPTURED"])
        #expect(try taken.fact("lines").elements.map { $0.int("line_number") } == [1, 2])
        #expect(try taken.fact("was_money_taken").bool == true)
        #expect(try taken.fact("refund_follows").bool == true)
        let notTaken = try told(payments: ["AUTHORIZED"], ["NEW"])
        #expect(try notTaken.fact("was_money_taken").bool == false)
        #expect(try notTaken.fact("refund_follows").bool == false)
    }

    @Test(
        "It says nothing about money where nobody knows whether it was taken",
        arguments: [
            [nil], ["CAPTURE_REQUESTED"], ["PENDING"], ["PARTIALLY_CAPTURED"], ["AUTHORIZED", "Something else"],
            ["AUTHORIZED", nil], [],
        ] as [[String?]])
    func moneyUnknown(_ statuses: [String?]) throws {
        for told in [try told(payments: statuses), try told(payments: ["AUTHORIZED"], statuses)] {
            #expect(try told.fact("was_money_taken").isNull)
            #expect(try told.fact("refund_follows").isNull)
        }
    }
}
