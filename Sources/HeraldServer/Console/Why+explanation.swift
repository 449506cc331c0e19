internal import Communications
internal import Console
internal import OMSMessages
internal import Projection

extension Why {
    init(_ explanation: Explanation) {
        let order = PagePath.order(explanation.salesChannel, explanation.orderID)
        let rule = explanation.rule
        self.init(rule: "Kind \(rule.number) of the decision table, rule \(rule.rule). \(rule.text)")
        if let cause = explanation.cause {
            var shown = Cause(
                method: TimelineEntry.shortName(cause.method), position: cause.position,
                path: order + "#m\(cause.position)", messagePath: order + "/messages/\(cause.position)",
                at: Moment(cause.receivedAt), transitions: cause.transitions)
            if let releasedBy = cause.releasedBy {
                shown.note = "It waited for its order, which came with message \(releasedBy)."
            } else if cause.isHistorical {
                shown.note = "It was imported as history."
            }
            self.cause = shown
        }
        changes = Changes(
            explanation.changes.map { Changes.Row(name: $0.name, before: $0.before, after: $0.after) })
        if !explanation.checks.isEmpty {
            let deciding = explanation.checks.firstIndex(where: \.isMet)
            checks = Checks(
                outcome: (deciding.map { explanation.checks[$0].disposition } ?? .pending).text,
                rows: explanation.checks.enumerated().map { index, check in
                    Checks.Row(
                        name: Self.name(check.disposition), isMet: check.isMet, isDeciding: index == deciding)
                })
        }
        policy = explanation.policy.map { Fact($0.name, $0.value) }
        redecisions = Redecisions(
            explanation.redecisions.map { again in
                Redecisions.Row(
                    position: again.position, method: TimelineEntry.shortName(again.method),
                    path: order + "#m\(again.position)",
                    outcome: (again.before == again.after ? "stays " : "now ") + Self.name(again.after))
            })
        notes = explanation.notes
    }

    /// A disposition as people say it: `held: waiting for order`.
    private static func name(_ disposition: Disposition) -> String {
        switch disposition {
        case .pending: disposition.status.rawValue
        case .suppressed, .delegated, .held:
            disposition.status.rawValue + ": " + disposition.reason.replacing("_", with: " ")
        }
    }
}
