import Communications
import OMSMessages
import Postgres

extension Explanation {
    /// The explanation as a person reads it in a terminal: at most 100 columns, no colours.
    public var text: String {
        var page = TerminalText()
        page.add(
            "\(kind.name)  \(salesChannel) \(orderID)  (to \(kind.audience == .customer ? "the customer" : "customer service"))"
        )
        page.add("Rule: kind \(rule.number) of the decision table, rule \(rule.rule). \(rule.text)", depth: 1)
        if let stored { page.add("Communication: \(stored.id)", depth: 1) }
        writeCause(to: &page)
        writeChecks(to: &page)
        if !policy.isEmpty {
            page.add("Policy that bears on it", depth: 1)
            for value in policy { page.add("\(value.name): \(value.value)", depth: 2) }
        }
        if !redecisions.isEmpty {
            page.add("Decided again while it was held", depth: 1)
            for again in redecisions {
                let outcome = again.before == again.after ? "stays \(name(again.after))" : "now \(name(again.after))"
                page.add("\(shard)/\(again.position)  \(again.method): \(outcome)", depth: 2)
            }
        }
        if !conditions.isEmpty {
            page.add("There is none. What it takes", depth: 1)
            for condition in conditions { page.add("\(condition.isMet ? "[x]" : "[ ]") \(condition.text)", depth: 2) }
        }
        writeFate(to: &page)
        for note in notes { page.add("Note: \(note)", depth: 1) }
        return page.text
    }

    private func writeCause(to page: inout TerminalText) {
        guard let cause else { return }
        page.add("Caused by message \(shard)/\(cause.position)", depth: 1)
        page.add("\(cause.method)\(cause.messageID.map { "  id \($0)" } ?? "")", depth: 2)
        page.add(
            "received \(cause.receivedAt.rfc3339UTC)\(cause.isHistorical ? ", imported as history" : "")", depth: 2)
        if let releasedBy = cause.releasedBy {
            page.add("It waited for its order, which came with \(shard)/\(releasedBy).", depth: 2)
        }
        for transition in cause.transitions { page.add("transition: \(transition)", depth: 2) }
        if !changes.isEmpty { page.add("What it changed", depth: 1) }
        for change in changes { page.add("\(change.name): \(change.before) -> \(change.after)", depth: 2) }
    }

    private func writeChecks(to page: inout TerminalText) {
        guard !checks.isEmpty else { return }
        page.add("Checks in order of precedence; the first that is met decides", depth: 1)
        let deciding = checks.firstIndex(where: \.isMet)
        for (index, check) in checks.enumerated() {
            guard check.isMet else {
                page.add("no   \(name(check.disposition))", depth: 2)
                continue
            }
            page.add(
                "YES  \(name(check.disposition))\(index == deciding ? ": \(check.disposition.text)" : "")", depth: 2)
        }
        if deciding == nil { page.add("none is met: \(Disposition.pending.text)", depth: 2) }
    }

    private func writeFate(to page: inout TerminalText) {
        guard let stored else { return }
        page.add("What became of it", depth: 1)
        page.add(
            "\(stored.status.rawValue)\(stored.reason.map { " (\($0))" } ?? "")\(stored.detail.map { ": \($0)" } ?? "")",
            depth: 2)
        page.add("decided \(stored.decidedAt.rfc3339UTC)", depth: 2)
        if let due = stored.dueAt { page.add("due \(due.rfc3339UTC)", depth: 2) }
        if let raised = stored.raisedAt {
            page.add("raised to customer service \(raised.rfc3339UTC)", depth: 2)
        }
        for delivery in stored.deliveries {
            page.add(
                "delivery by \(delivery.channel) to \(delivery.recipient): \(delivery.status.rawValue)"
                    + (delivery.reason.map { " (\($0))" } ?? "") + ", attempts: \(delivery.attempts)", depth: 2)
            for attempt in attempts where attempt.channel == delivery.channel && attempt.recipient == delivery.recipient
            {
                page.add(
                    "attempt \(attempt.attempt) \(attempt.startedAt.rfc3339UTC): "
                        + (attempt.outcome ?? "running") + (attempt.response.map { ", \($0)" } ?? ""), depth: 3)
            }
        }
    }

    private func name(_ disposition: Disposition) -> String {
        switch disposition {
        case .suppressed(let reason): "suppressed: \(reason.rawValue)"
        case .delegated: "delegated: frontend"
        case .held(let reason): "held: \(reason.rawValue)"
        case .pending: "pending"
        }
    }
}
