import OMSMessages
import OrderModel

/// 6 `return_authorized`: the set of authorised lines of a return grew.
///
/// Source: seed, "Return authorized by Customer Service"; decision table, rule 5.
enum ReturnAuthorized: KindRules {
    static func occasion(
        returnID: String, lines: [Int], _ state: OrderState, isStale: Bool, policy: ChannelPolicy, at date: Timestamp
    ) -> Occasion {
        let occasion = Occasion(
            kind: .customer(.returnAuthorized), subject: Subject(returnID: returnID, lines: lines), occurredAt: date)
        var result = occasion
        result.isSuperseded = isStale || isOvertaken(occasion, state, policy)
        return result
    }

    /// The goods of *these* lines are decisive, and whether the return is still open.
    static func isOvertaken(_ occasion: Occasion, _ state: OrderState, _ policy: ChannelPolicy) -> Bool {
        guard let current = state.return(occasion.subject.returnID ?? "") else { return false }
        let received = current.receivedLines(approvedMeansReceived: policy.approvedMeansReceived)
        if !Set(received).isDisjoint(with: occasion.subject.lines) { return true }
        return current.status.status.map { !$0.isOne(of: "REQUESTED", "APPROVED") } ?? false
    }

    static func writeFacts(
        _ occasion: Occasion, _ state: OrderState, _ policy: ChannelPolicy, to json: inout JSONWriter
    ) {
        json.writeOrder(state, policy)
        guard let current = state.return(occasion.subject.returnID ?? "") else { return }
        json.member("return_id", current.id)
        json.member("carrier", current.trackingCarrier.value)
        json.member("tracking_number", current.trackingNumber.value)
        json.member("tracking_link", current.trackingURL.value)
        json.member("label_link", current.labelURL.value)
        json.member(
            "lines",
            array: { json in
                for line in occasion.subject.lines {
                    json.writeReturnLine(line, current, state, outcome: nil)
                }
            })
    }

    static let trigger = "The set of authorised lines of a return grows: requested, or approved outright."

    static func conditions(of kind: Kind, _ state: OrderState, _ policy: ChannelPolicy) -> [Condition] {
        guard !state.returns.isEmpty else { return [Condition("a return of the order is known", false)] }
        return state.returns.map { entry in
            Condition(
                "return \(entry.id) has authorised lines (REQUESTED, or APPROVED without inspection)",
                !entry.authorizedLines.isEmpty, met: "yes (\(Condition.lines(entry.authorizedLines)))",
                notMet: "not yet, its status is \(entry.status.status?.raw ?? "unknown")")
        }
    }
}
