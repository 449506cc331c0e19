import Communications
import OMSMessages
import OrderModel
import Testing

@Suite("Rule 5: return authorised")
struct ReturnAuthorizedTests {
    @Test("updated with REQUESTED authorises its lines: one communication, with return id and lines as its key")
    func requested() throws {
        let scenario = try given(.created()).when(.returnUpdated("REQUESTED", lines: [2, 1]))
            .then(
                transitions: [.returnAuthorized(returnID: "RMA-1", lines: [1, 2], isStale: false)],
                .pending(.returnAuthorized))
        let told = try scenario.told(.returnAuthorized)
        #expect(told.subject == Subject(returnID: "RMA-1", lines: [1, 2]))
        #expect(told.key == #"["return_authorized","NORTHQUAY","NQ-1","RMA-1",[1,2]]"#)
    }

    @Test(
        "Lines that are authorised later are a communication of their own; lines already authorised are not told again")
    func grows() throws {
        let scenario = try given(.created(), .returnUpdated("REQUESTED", lines: [1], at: feb(5)))
            .when(.returnUpdated("REQUESTED", lines: [1, 2], at: feb(6)))
            .then(
                transitions: [.returnAuthorized(returnID: "RMA-1", lines: [2], isStale: false)],
                .pending(.returnAuthorized)
            )
            .when(.returnUpdated("REQUESTED", lines: [1, 2], at: feb(6))).thenNothing()
        #expect(scenario.all(.returnAuthorized).map(\.subject.lines) == [[1], [2]])
    }

    @Test("Two returns of one order are told each by itself, even about the same line")
    func twoReturns() throws {
        try given(.created(), .returnUpdated("REQUESTED", rma: "RMA-1")).when(.returnUpdated("REQUESTED", rma: "RMA-2"))
            .then(.pending(.returnAuthorized))
    }

    @Test("It shows return id, lines, label link and carrier")
    func facts() throws {
        let told = try given(.created()).when(.returnUpdated("REQUESTED")).told(.returnAuthorized)
        #expect(try told.fact("return_id").string == "RMA-1")
        #expect(try told.fact("label_link").string == "https://labels.example/RMA-1.pdf")
        #expect(try told.fact("carrier").string == "Nordpost")
        #expect(try told.fact("tracking_number").string == "NPR55")
        #expect(try told.fact("lines").elements.map { $0.int("line_number") } == [1])
        #expect(try told.fact("lines").elements.first?.string("reason") == "FAULTY")
    }

    @Test("Instructions may all be absent")
    func withoutInstructions() throws {
        let bare: WireJSON = [
            "return_tracking_carrier": nil, "return_tracking_number": "", "return_tracking_label_url": .absent,
        ]
        let told = try given(.created()).when(.returnUpdated("REQUESTED", and: bare)).told(.returnAuthorized)
        #expect(told.disposition == .pending)
        #expect(try told.fact("label_link").isNull)
    }

    @Test("An approval without inspection authorises too, and is told once", arguments: ["NOT_INSPECTED", nil])
    func autoApproval(condition: String?) throws {
        try given(.created()).when(.returnUpdated("APPROVED", condition: condition))
            .then(
                transitions: [.returnAuthorized(returnID: "RMA-1", lines: [1], isStale: false)],
                .pending(.returnAuthorized)
            )
            .when(.returnUpdated("APPROVED", condition: condition, at: feb(6))).then(transitions: [])
    }

    @Test("Neither another status nor none authorises", arguments: ["RECEIVED", "CANCELLED", "REJECTED", "DRAFT", nil])
    func otherStatus(code: String?) throws {
        try given(.created()).when(.returnUpdated(code)).then(transitions: [])
    }

    @Test("received never authorises, whatever its code")
    func receivedDoesNotAuthorize() throws {
        try given(.created()).when(.returnReceived(and: ["status": ["code": "REQUESTED"]])).then(transitions: [])
    }

    @Test("The return's code decides, not a line's")
    func codeOfTheReturn() throws {
        let lineSaysRequested: WireJSON = ["lines": [["line_number": 1, "status": "REQUESTED"]]]
        try given(.created()).when(.returnUpdated("DRAFT", and: lineSaysRequested)).then(transitions: [])
    }

    // MARK: Superseded

    @Test("If the goods of these lines were received before: superseded")
    func goodsReceived() throws {
        try given(.created(), .returnReceived()).when(.returnUpdated("REQUESTED"))
            .then(.suppressed(.returnAuthorized, .superseded))
        try given(.created(), .returnReceived()).when(.returnUpdated("APPROVED"))
            .then(.suppressed(.returnAuthorized, .superseded))
    }

    @Test("Decisive are the goods of these lines: another line's receipt does not matter")
    func otherGoodsReceived() throws {
        try given(.created(), .returnReceived(lines: [2])).when(.returnUpdated("REQUESTED", lines: [1]))
            .then(.pending(.returnAuthorized))
    }

    @Test("If a newer status is known: superseded", arguments: ["RECEIVED", "CANCELLED", "REJECTED"])
    func newerStatusKnown(code: String) throws {
        try given(.created(), .returnUpdated(code, at: feb(6))).when(.returnUpdated("REQUESTED", at: feb(5)))
            .then(
                transitions: [.returnAuthorized(returnID: "RMA-1", lines: [1], isStale: true)],
                .suppressed(.returnAuthorized, .superseded))
    }

    @Test("An inspected approval means the goods are here, so a late request is superseded")
    func approvedInspected() throws {
        try given(.created(), .returnUpdated("APPROVED", condition: "GOOD", at: feb(6)))
            .when(.returnUpdated("REQUESTED", at: feb(5))).then(.suppressed(.returnAuthorized, .superseded))
    }
}
