import Communications
import OMSMessages
import OrderModel
import Testing

@Suite("Section 2: folding rules")
struct FoldingRulesTests {
    @Test("Duplicates change nothing, under the same id or another")
    func duplicates() throws {
        let messages: [Wire] = [
            .created(), .shipment(), .returnUpdated("REQUESTED"), .returnReceived(), .refund(type: "appeasement"),
            .lineCancelled("L2"), .updated("ERROR", reason: "CAPTUREFAILURE"),
        ]
        var scenario = try Scenario(messages, policy: Policy())
        let before = scenario.order
        for message in messages { scenario = try scenario.when(message.emittedAgain(as: "again")).thenNothing() }
        #expect(scenario.order == before)
    }

    @Test("Late messages never move a current status backwards")
    func lateMessages() throws {
        let scenario = try given(.created(), .updated("LOGISTICS", at: feb(4)), .updated("ONHOLD", at: feb(3)))
            .when(.returnUpdated("APPROVED", at: feb(6)), .returnUpdated("REQUESTED", at: feb(5)))
            .when(.refund("RELEASED", at: "2026-02-08"), .refund("PENDINGRELEASE", at: "2026-02-07"))
        #expect(scenario.order.status.status?.raw == "LOGISTICS")
        #expect(scenario.order.returns[0].status.status?.raw == "APPROVED")
        #expect(scenario.order.refunds[0].status.status?.raw == "RELEASED")
    }

    @Test("A stale snapshot fills what is still unknown, and changes no current status")
    func staleFills() throws {
        let bare: WireJSON = ["addresses": .absent, "payments": .absent, "language": .absent]
        let scenario = try given(.updated("LOGISTICS", at: feb(4), lines: [Line(1, "ALLOCATEDSHIP")], and: bare))
            .when(.created(at: feb(1), lines: [Line(1, "NEW"), Line(2, "NEW")]))
        #expect(scenario.order.status.status?.raw == "LOGISTICS")
        #expect(scenario.order.language.value == "de_DE")
        #expect(scenario.order.payments.value?.count == 1)
        #expect(scenario.order.addresses.count == 2)
        #expect(scenario.order.lines.map(\.lineNumber) == [1, 2])
        #expect(scenario.order.line(1)?.status.status?.raw == "ALLOCATEDSHIP")
    }

    @Test("A stale snapshot overrides nothing that a newer one said")
    func staleOverridesNothing() throws {
        let scenario = try given(.updated("LOGISTICS", at: feb(4)))
            .when(.created(at: feb(1), lines: [Line(1, and: ["product_name": "Old"])], and: ["language": "en_US"]))
        #expect(scenario.order.language.value == "de_DE")
        #expect(scenario.order.line(1)?.productName.value == "Product 1")
    }

    @Test("A line has its own status date; absent, the order's")
    func lineDates() throws {
        let newer = Line(1, "SHIPPED", at: feb(5))
        let scenario = try given(.updated("LOGISTICS", at: feb(2), lines: [newer, Line(2, "ONHOLD")]))
            .when(.updated("LOGISTICS", at: feb(3), lines: [Line(1, "PICKREADY"), Line(2, "PICKREADY")]))
        #expect(scenario.order.line(1)?.status.status?.raw == "SHIPPED")
        #expect(scenario.order.line(2)?.status.status?.raw == "PICKREADY")
    }

    @Test("Equal dates are decided by rank, whichever came first")
    func equalDates() throws {
        let one = Wire.updated("LOGISTICS", at: feb(3))
        let two = Wire.updated("ONHOLD", at: "2026-02-03T11:00:00+01:00")
        #expect(try given(one).when(two).order.status.status?.raw == "LOGISTICS")
        #expect(try given(two).when(one).order.status.status?.raw == "LOGISTICS")
    }

    @Test("Without dates log order decides, and created never overrides anything that came before it")
    func withoutDates() throws {
        let scenario = try given(.updated("LOGISTICS", at: nil)).when(.updated("ONHOLD", at: nil))
        #expect(scenario.order.status.status?.raw == "ONHOLD")
        let created = try scenario.when(.created("NEW", at: nil, and: ["language": "en_US"]))
        #expect(created.order.status.status?.raw == "ONHOLD")
        #expect(created.order.language.value == "de_DE")
    }

    @Test("Facts are latched also from a stale message")
    func staleLatches() throws {
        let lines = [Line(1, "SHIPPED"), Line(2, "CANCELLED")]
        let scenario = try given(.created(), .updated("PARTIALLYCOMPLETE", at: feb(5)))
            .when(.updated("LOGISTICSCOMPLETE", reason: "CANCELLED", at: feb(3), lines: lines))
        #expect(scenario.order.facts.logisticsComplete && scenario.order.facts.cancelled)
        #expect(scenario.order.shippedLines == [1])
        #expect(scenario.order.cancelledLines == [2])
        #expect(scenario.order.status.status?.raw == "PARTIALLYCOMPLETE")
        let refunded = try given(.created(), .refund("CANCELLED", at: "2026-02-09"))
            .when(.refund("PENDINGRELEASE", at: "2026-02-07"))
        #expect(refunded.order.refunds[0].wasStarted)
    }

    @Test("Lines are keyed by number; ids may repeat; a line absent from a later snapshot stays")
    func lines() throws {
        let scenario = try given(.created(lines: [Line(1, id: "X"), Line(2, id: "X")]))
            .when(.updated("LOGISTICS", lines: [Line(2, id: "X")]))
        #expect(scenario.order.lines.map(\.lineNumber) == [1, 2])
    }

    @Test("Addresses are never forgotten")
    func addresses() throws {
        let scenario = try given(.created()).when(.updated("LOGISTICS", and: ["addresses": []]))
            .when(.updated("LOGISTICS", at: feb(3), and: ["addresses": [["reference": "A9", "city": "Jever"]]]))
        #expect(scenario.order.addresses.map(\.key) == ["r:A1", "r:A2", "r:A9"])
    }

    // MARK: line_cancelled

    private static let twins = [Line(1, id: "X"), Line(2, id: "X"), Line(4, id: "Y")]

    @Test("line_cancelled: the lowest-numbered line with that id that is not shipped counts as cancelled")
    func lineCancelled() throws {
        let scenario = try given(.created(lines: FoldingRulesTests.twins)).when(.lineCancelled("X"))
        #expect(scenario.order.cancelledLines == [1])
        #expect(try scenario.when(.shipment(lines: [1])).order.cancelledLines == [2])
    }

    @Test("It is satisfied as soon as a snapshot shows one")
    func lineCancelledSatisfied() throws {
        let shown = Wire.updated("LOGISTICS", lines: [Line(1, id: "X"), Line(2, "CANCELLED", id: "X")])
        #expect(try given(.created(), .lineCancelled("X")).when(shown).order.cancelledLines == [2])
        #expect(try given(.created(), shown).when(.lineCancelled("X")).order.cancelledLines == [2])
    }

    @Test("At least one line with that id is cancelled, even when all of them were shipped")
    func lineCancelledAndShipped() throws {
        let lines = [Line(1)]
        let complete = Wire.updated("LOGISTICSCOMPLETE", lines: lines)
        let one = try given(.created(lines: lines), complete, .lineCancelled("L1")).when(.shipment(lines: [1]))
        let two = try given(.created(lines: lines), complete, .shipment(lines: [1])).when(.lineCancelled("L1"))
        #expect(one.order.cancelledLines == [1] && two.order == one.order)
        #expect(one.all(.orderCancellation).map(\.disposition) == [.pending])
        #expect(two.all(.orderCancellation).map(\.disposition) == [.suppressed(.partlyShipped)])
    }

    @Test("line_cancelled for a line never seen waits for the line")
    func lineCancelledUnknown() throws {
        let scenario = try given(.created()).when(.lineCancelled("L9")).thenNothing()
        #expect(scenario.order.cancelledLines == [])
        #expect(try scenario.when(.updated("LOGISTICS", lines: [Line(9)])).order.cancelledLines == [9])
    }

    // MARK: What is not folded

    @Test("A message for an order never seen is kept and folded; the order is incomplete until a snapshot arrives")
    func incomplete() throws {
        let scenario = try givenNothing().when(.returnUpdated("REQUESTED"))
        #expect(!scenario.order.isPlaced)
        #expect(scenario.order.returns.map(\.id) == ["RMA-1"])
        #expect(try scenario.when(.created()).order.isPlaced)
    }

    @Test(
        "Neither an unknown method nor a reported message changes anything",
        arguments: [
            "magento.sales.order_management.reported", "magento.logistics.fulfillment_management.reported",
            "magento.postsales.return_management.duplicated",
            "magento.sales.order_management.custom_attributes_updated",
        ])
    func unfolded(method: String) throws {
        var message = Wire.updated("COMPLETE", reason: "CANCELLED", at: feb(9))
        message.method = method
        let scenario = try given(.created()).when(message).thenNothing()
        #expect(scenario.effect.steps.map(\.outcome) == [.unchanged(salesChannel: Wire.channel)])
        try givenNothing().when(message).thenNothing()
    }

    @Test(
        "An argument that is missing or misshapen changes nothing", arguments: ["{}", "[]", "null", "{\"order\": []}"])
    func misshapen(params: String) throws {
        var message = Wire.created()
        message.params = .number(params)
        try given(.created()).when(message).thenNothing()
    }

    @Test("status may be an object: code, name, reason_code and date")
    func statusObject() throws {
        let object: WireJSON = [
            "status": [
                "code": "ERROR", "name": "Complete", "reason_code": "CAPTUREFAILURE", "date": .text(feb(4)),
            ],
            "status_date": .absent,
        ]
        let scenario = try given(.created()).when(.updated(nil, and: object)).then(.pending(.paymentCaptureFailed))
        #expect(scenario.order.status.status?.raw == "ERROR")
        #expect(scenario.order.status.date == Timestamp(feb(4)))
        #expect(scenario.order.facts.logisticsComplete)
        let ownReason = try given(.created()).when(.updated(nil, reason: "IMPORTFAIL", at: feb(2), and: object))
        #expect(ownReason.order.status.reason?.raw == "IMPORTFAIL")
    }

    @Test("Two transitions of one order in one batch are two transitions")
    func messageByMessage() throws {
        try givenNothing().when(
            .created(), .updated("ERROR", reason: "CAPTUREFAILURE", at: feb(2)), .updated("LOGISTICS", at: feb(3)),
            .updated("ERROR", reason: "CAPTUREFAILURE", at: feb(4))
        ).then(.delegated(.orderConfirmation), .pending(.paymentCaptureFailed), .pending(.paymentCaptureFailed))
    }

    @Test("The raw text of a code is kept and shown")
    func rawText() throws {
        let scenario = try given(.created()).when(.updated("Pending release!", reason: "why not"))
        #expect(scenario.order.status.status?.raw == "Pending release!")
        #expect(scenario.order.status.status?.normalized == "PENDINGRELEASE")
    }
}
