import OMSMessages
import OrderModel

/// 7 `return_received`: the set of received lines of a return grew.
///
/// Several receipts of one return are several communications, each about its own lines and naming what is missing.
/// Source: seed, "Return received by the warehouse"; decision table, rule 6.
enum ReturnReceived: KindRules {
    static func occasion(returnID: String, lines: [Int], at date: Timestamp) -> Occasion {
        Occasion(kind: .customer(.returnReceived), subject: Subject(returnID: returnID, lines: lines), occurredAt: date)
    }

    static func writeFacts(
        _ occasion: Occasion, _ state: OrderState, _ policy: ChannelPolicy, to json: inout JSONWriter
    ) {
        json.writeOrder(state, policy)
        guard let current = state.return(occasion.subject.returnID ?? "") else { return }
        let received = current.receivedLines(approvedMeansReceived: policy.approvedMeansReceived)
        let missing = current.authorizedLines.filter { !received.contains($0) }
        json.member("return_id", current.id)
        json.member("is_complete", missing.isEmpty)
        json.member("is_inspected", occasion.subject.lines.allSatisfy { current.line($0)?.isInspected == true })
        json.member(
            "lines",
            array: { json in
                for line in occasion.subject.lines {
                    let isPoor = current.line(line)?.isInPoorCondition == true
                    json.writeReturnLine(line, current, state, outcome: isPoor ? "poor_condition" : "accepted")
                }
            })
        json.member(
            "missing",
            array: { json in
                for line in missing { json.writeReturnLine(line, current, state, outcome: "missing") }
            })
    }

    static let trigger =
        "The set of received lines of a return grows: received, or approved after inspection or request."

    static func conditions(of kind: Kind, _ state: OrderState, _ policy: ChannelPolicy) -> [Condition] {
        guard !state.returns.isEmpty else { return [Condition("a return of the order is known", false)] }
        return state.returns.map { entry in
            let received = entry.receivedLines(approvedMeansReceived: policy.approvedMeansReceived)
            return Condition(
                "return \(entry.id) has received lines", !received.isEmpty,
                met: "yes (\(Condition.lines(received)) of \(Condition.lines(entry.lineNumbers)))",
                notMet: "not yet (named: \(Condition.lines(entry.lineNumbers)), authorised: "
                    + "\(Condition.lines(entry.authorizedLines)), status \(entry.status.status?.raw ?? "unknown"))")
        }
    }
}

extension ReturnLineState {
    /// Whether the warehouse has looked at it: goods that are there are not checked yet.
    var isInspected: Bool { condition.value.map { !$0.isOne(of: "NOTINSPECTED", "") } ?? wasApprovedInspected }

    /// Whether the warehouse found fault with it. The texts are free; these say that all is well.
    ///
    /// The document is silent on the vocabulary; what is not known to be good is shown with its own text.
    var isInPoorCondition: Bool {
        guard let condition = condition.value else { return false }
        return !condition.isOne(
            of: "NEW", "GOOD", "OK", "ASNEW", "LIKENEW", "UNOPENED", "UNDAMAGED", "SELLABLE", "RESELLABLE", "ACCEPTED",
            "APPROVED", "PERFECT", "INTACT", "A", "NOTINSPECTED", "INSPECTED", "")
    }
}
