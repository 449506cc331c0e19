import Communications
import OMSMessages
import OrderModel
import Testing

@Suite("Rule 6: return received")
struct ReturnReceivedTests {
    @Test(
        "received with no status or with APPROVED", arguments: [WireJSON.absent, ["code": "APPROVED"], "Approved", []])
    func received(status: WireJSON) throws {
        let scenario = try given(.created()).when(.returnReceived(and: ["status": status]))
            .then(transitions: [.returnReceived(returnID: "RMA-1", lines: [1])], .pending(.returnReceived))
        let told = try scenario.told(.returnReceived)
        #expect(told.subject == Subject(returnID: "RMA-1", lines: [1]))
        #expect(told.key == #"["return_received","NORTHQUAY","NQ-1","RMA-1",[1]]"#)
    }

    @Test("received with any other code is no receipt", arguments: ["REQUESTED", "REJECTED", "CANCELLED", "INTRANSIT"])
    func receivedWithOtherCode(code: String) throws {
        try given(.created()).when(.returnReceived(and: ["status": ["code": .text(code)]])).then(transitions: [])
    }

    @Test("updated with APPROVED is a receipt if the line carries an inspection")
    func approvedWithInspection() throws {
        try given(.created()).when(.returnUpdated("APPROVED", condition: "GOOD"))
            .then(transitions: [.returnReceived(returnID: "RMA-1", lines: [1])], .pending(.returnReceived))
    }

    @Test("updated with APPROVED is a receipt if the line was requested before")
    func approvedAfterRequest() throws {
        try given(.created(), .returnUpdated("REQUESTED", at: feb(5))).when(.returnUpdated("APPROVED", at: feb(6)))
            .then(transitions: [.returnReceived(returnID: "RMA-1", lines: [1])], .pending(.returnReceived))
    }

    @Test("updated with APPROVED is a receipt as soon as the line turns out to have been requested")
    func approvedBeforeRequest() throws {
        try given(.created(), .returnUpdated("APPROVED", at: feb(6))).when(.returnUpdated("REQUESTED", at: feb(5)))
            .then(transitions: [.returnReceived(returnID: "RMA-1", lines: [1])], .pending(.returnReceived))
    }

    @Test("Each line is judged by itself: requested, inspected, or neither")
    func perLine() throws {
        let lines: WireJSON = [
            "lines": [
                ["line_number": 1], ["line_number": 2, "condition": "DAMAGED"],
                ["line_number": 3, "condition": "Not Inspected"],
            ]
        ]
        let scenario = try given(.created(), .returnUpdated("REQUESTED", lines: [1], at: feb(4)))
            .when(.returnUpdated("APPROVED", and: lines))
        #expect(scenario.all(.returnReceived).map(\.subject.lines) == [[1, 2]])
        #expect(scenario.all(.returnAuthorized).map(\.subject.lines) == [[1], [3]])
    }

    @Test("By configuration an approval does not answer a request")
    func approvedMeansReceivedOff() throws {
        var policy = ChannelPolicy()
        #expect(policy.approvedMeansReceived)
        policy.approvedMeansReceived = false
        try given(.created(), .returnUpdated("REQUESTED", at: feb(4)), policy: policy)
            .when(.returnUpdated("APPROVED", at: feb(5))).then(transitions: [])
            .when(.returnUpdated("APPROVED", condition: "GOOD", at: feb(6))).then(.pending(.returnReceived))
    }

    @Test("The return's code decides, not a line's")
    func codeOfTheReturn() throws {
        let lineSaysApproved: WireJSON = ["lines": [["line_number": 1, "status": "APPROVED", "condition": "GOOD"]]]
        try given(.created()).when(.returnUpdated("INSPECTION", and: lineSaysApproved)).then(transitions: [])
    }

    // MARK: The totality or a part

    @Test("Several receipts of one return are several communications, each naming what is still missing")
    func severalReceipts() throws {
        let scenario = try given(.created(), .returnUpdated("REQUESTED", lines: [1, 2]))
            .when(.returnReceived(lines: [1], at: feb(6))).then(.pending(.returnReceived))
            .when(.returnReceived(lines: [1, 2], at: feb(7))).then(.pending(.returnReceived))
            .when(.returnReceived(lines: [2], at: feb(7))).then(transitions: [])
        let told = scenario.all(.returnReceived)
        #expect(told.map(\.subject.lines) == [[1], [2]])
        #expect(try told[0].fact("missing").elements.map { $0.int("line_number") } == [2])
        #expect(try told[0].fact("missing").elements.map { $0.string("outcome") } == ["missing"])
        #expect(try told[0].fact("is_complete").bool == false)
        #expect(try told[1].fact("missing").elements.isEmpty)
        #expect(try told[1].fact("is_complete").bool == true)
    }

    @Test(
        "A line arrived accepted, or in poor condition with the warehouse's words",
        arguments: [
            ("GOOD", "accepted"), ("as new", "accepted"), ("NOT_INSPECTED", "accepted"), ("DAMAGED", "poor_condition"),
            ("no box", "poor_condition"),
        ])
    func condition(condition: String, outcome: String) throws {
        let told = try given(.created(), .returnUpdated("REQUESTED")).when(.returnReceived(condition: condition))
            .told(.returnReceived)
        let line = try #require(try told.fact("lines").elements.first)
        #expect(line.string("outcome") == outcome)
        #expect(try told.fact("is_inspected").bool == (condition != "NOT_INSPECTED"))
        if outcome == "poor_condition" { #expect(line.string("condition") == condition) }
    }

    @Test("The receipt of a return that nobody authorised is told all the same, and nothing is missing")
    func neverAuthorized() throws {
        let told = try given(.created()).when(.returnReceived()).told(.returnReceived)
        #expect(told.disposition == .pending)
        #expect(try told.fact("missing").elements.isEmpty)
    }

    // MARK: Blind returns

    @Test("A blind return is identified by order and sorted line numbers", arguments: [nil, "", " "])
    func blind(rma: String?) throws {
        let blank: WireJSON = rma.map { ["rma": .text($0)] } ?? [:]
        let scenario = try given(.created()).when(.returnReceived(rma: nil, lines: [2, 1], and: blank))
            .then(.pending(.returnReceived))
            .when(.returnReceived(rma: nil, lines: [1, 2], at: feb(7), and: blank)).then(transitions: [])
        #expect(scenario.order.returns.count == 1)
        #expect(try scenario.told(.returnReceived).subject.lines == [1, 2])
        try scenario.when(.returnReceived(rma: nil, lines: [1])).then(.pending(.returnReceived))
    }

    @Test("A blind return and the one RMA of the same lines are one, under the id known first")
    func blindThenRMA() throws {
        let scenario = try given(.created(), .returnReceived(rma: nil, lines: [1, 2]))
            .when(.returnReceived(rma: "RMA-1", lines: [1, 2], at: feb(7))).then(transitions: [])
        let blindID = try scenario.told(.returnReceived).subject.returnID
        #expect(scenario.order.returns.map(\.id) == [blindID])
        #expect(scenario.order.returns[0].rma == "RMA-1")

        let reversed = try given(.created(), .returnReceived(rma: "RMA-1", lines: [1, 2]))
            .when(.returnReceived(rma: nil, lines: [1, 2])).then(transitions: [])
        #expect(reversed.order.returns.map(\.id) == ["RMA-1"])
    }

    @Test("A request that joins a blind receipt is superseded: those goods are here")
    func requestAfterBlindReceipt() throws {
        try given(.created(), .returnReceived(rma: nil)).when(.returnUpdated("REQUESTED"))
            .then(.suppressed(.returnAuthorized, .superseded))
    }

    @Test("Other lines are another return")
    func blindWithOtherLines() throws {
        let scenario = try given(.created(), .returnReceived(rma: nil, lines: [1]))
            .when(.returnReceived(rma: "RMA-1", lines: [1, 2])).then(.pending(.returnReceived))
        #expect(scenario.order.returns.count == 2)
    }

    @Test("When several RMAs name these lines the blind one stands for itself")
    func blindAmongSeveral() throws {
        let scenario = try given(
            .created(), .returnUpdated("REQUESTED", rma: "RMA-1"), .returnUpdated("REQUESTED", rma: "RMA-2")
        ).when(.returnReceived(rma: nil)).then(.pending(.returnReceived))
        #expect(scenario.order.returns.count == 3)
    }
}
