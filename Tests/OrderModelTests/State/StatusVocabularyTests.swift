import OMSMessages
import OrderModel
import Testing

@Suite("Section 7: rank on equal dates")
struct StatusVocabularyTests {
    /// The table of the decision table, lowest first; codes of one row rank alike; `SOMETHING_NEW` stands for any unknown code.
    static let table: [(StatusVocabulary, [[String]])] = [
        (
            .order,
            [
                ["NEW", "NEW_ORDER"], ["RECEIVED"], ["ONHOLD", "On Hold"], ["AUTHORIZED"], ["APPROVED"], ["INCOMPLETE"],
                ["ERROR"], ["SOMETHING_NEW", "SHIPPED"], ["LOGISTICS"], ["PICKREADY"], ["PICKCONFIRMED"],
                ["PARTIALLY_COMPLETE"],
                ["PRE_CANCELLATION"], ["REJECTED"], ["LOGISTICSCOMPLETE", "Logistic Complete"],
                ["CANCELLED", "FULLY_CANCELLED"], ["COMPLETE"], ["ABORTED"],
            ]
        ),
        (
            .line,
            [
                ["NEW"], ["ONHOLD"], ["ALLOCATEDSHIP"], ["RECEIVEDBYLOGISTICS"], ["PICKREADY"], ["PICKCONFIRMED"],
                ["SOMETHING_NEW", "RESOURCED", "PRESHIPPED"], ["SHIPPED"], ["CANCELLED", "FULLYCANCELLED"],
            ]
        ),
        (
            .return,
            [["REQUESTED"], ["SOMETHING_NEW", "DRAFT"], ["RECEIVED"], ["APPROVED"], ["REJECTED"], ["CANCELLED"]]
        ),
        (.refund, [["PENDING RELEASE"], ["SOMETHING_NEW", "REQUESTED"], ["RELEASED"], ["CANCELLED"]]),
    ]

    @Test("Each code ranks above those before it, and with its twins", arguments: 0..<4)
    func ranks(index: Int) {
        let (vocabulary, rows) = StatusVocabularyTests.table[index]
        for (row, next) in zip(rows, rows.dropFirst()) {
            #expect(vocabulary.rank(Code(row[0])) < vocabulary.rank(Code(next[0])), "\(row[0]) < \(next[0])")
        }
        for row in rows {
            for twin in row { #expect(vocabulary.rank(Code(twin)) == vocabulary.rank(Code(row[0])), "\(twin)") }
        }
        #expect(vocabulary.rank(nil) < vocabulary.rank(Code(rows[0][0])))
    }

    @Test("Same date and rank: the normalised reason, then the text, decides, whichever comes first")
    func ties() {
        let reasons = ["A_B", "b", nil]
        let texts = ["ON_HOLD", "On Hold", "ONHOLD"]
        let all = reasons.flatMap { reason in texts.map { (reason, $0) } }
        for first in all {
            for second in all {
                var one = state(first, second)
                var two = state(second, first)
                #expect(one == two, "\(first) \(second)")
                _ = (one.fold(message(first)), two.fold(message(first)))
                #expect(one == two)
            }
        }
        #expect(state(("A_B", "ONHOLD"), ("b", "ONHOLD")).status.reason?.raw == "b")
        #expect(state(("B", "On Hold"), ("B", "ON_HOLD")).status.status?.raw == "On Hold")
    }

    @Test("A refund's date is a day: within one day the rank decides")
    func refundDays() throws {
        var state = OrderState(salesChannel: "C", orderID: "O")
        state.fold(refund("RELEASED", at: "2026-02-07T08:00:00Z"))
        state.fold(refund("PENDINGRELEASE", at: "2026-02-07T20:00:00Z"))
        #expect(state.refunds[0].status.status?.raw == "RELEASED")
        state.fold(refund("PENDINGRELEASE", at: "2026-02-08"))
        #expect(state.refunds[0].status.status?.raw == "PENDINGRELEASE")
    }

    private func state(_ statuses: (String?, String)...) -> OrderState {
        var state = OrderState(salesChannel: "C", orderID: "O")
        for status in statuses { state.fold(message(status)) }
        return state
    }

    private func message(_ status: (reason: String?, text: String)) -> OMSMessage {
        var snapshot = OrderSnapshot(id: "O")
        snapshot.status = Code(status.text)
        snapshot.statusReason = status.reason.map { Code($0) }
        snapshot.statusDate = Timestamp(microseconds: 1_000_000)
        return OMSMessage(envelope: OMSEnvelope(method: .orderUpdated), payload: .order(snapshot))
    }

    private func refund(_ code: String, at date: String) -> OMSMessage {
        var refund = RefundMessage()
        refund.orderID = "O"
        refund.creditNoteNumber = "CN-1"
        refund.statusCode = Code(code)
        refund.statusDate = Timestamp(date)
        return OMSMessage(envelope: OMSEnvelope(method: .refundUpdated), payload: .refund(refund))
    }
}
