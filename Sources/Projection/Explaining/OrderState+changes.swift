import Communications
import OMSMessages
import OrderModel

extension OrderState {
    /// What differs in what decisions are made of: statuses, latches and sets, each under a name people know.
    func changes(to after: OrderState, policy: ChannelPolicy) -> [Explanation.StateChange] {
        let (old, new) = (decidingFacts(policy), after.decidingFacts(policy))
        let known = Dictionary(old.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
        return new.compactMap { fact in
            let before = known[fact.name] ?? "-"
            return before == fact.value
                ? nil : Explanation.StateChange(name: fact.name, before: before, after: fact.value)
        }
    }

    private func decidingFacts(_ policy: ChannelPolicy) -> [(name: String, value: String)] {
        var facts: [(name: String, value: String)] = [
            ("order", isPlaced ? "placed" : "incomplete (no snapshot)"),
            ("status", text(of: status)),
            ("logistics complete", text(facts.logisticsComplete)),
            ("cancelled", text(facts.cancelled)),
            ("status CANCELLED seen", text(facts.statusCancelled)),
            ("test order", text(facts.testOrder)),
            ("child of order", originalOrderID.value ?? "-"),
            ("address for mail", customerEmail == nil ? "unknown" : "known"),
            ("known lines", text(goodsLines)),
            ("shipped lines", text(shippedLines.sorted())),
            ("cancelled lines", text(cancelledLines.sorted())),
        ]
        for reason in statusHistory.errorReasons {
            facts.append(
                (
                    "runs of ERROR \(reason.isEmpty ? "without reason" : reason)",
                    "\(statusHistory.errorRuns(reason: reason))"
                ))
        }
        for shipment in shipments {
            facts.append(
                ("shipment \(shipment.id)", "\(handover(of: shipment).rawValue), lines \(text(shipment.lineNumbers))"))
        }
        for entry in returns {
            let received = entry.receivedLines(approvedMeansReceived: policy.approvedMeansReceived)
            facts.append(
                (
                    "return \(entry.id)",
                    "\(text(of: entry.status)); authorised \(text(entry.authorizedLines)); received \(text(received))"
                ))
        }
        for refund in refunds { facts.append(("refund \(refund.id)", text(of: refund))) }
        return facts
    }

    private func text(of refund: RefundState) -> String {
        var parts = [text(of: refund.status), refund.wasStarted ? "started" : "not started"]
        let type = refund.type?.rawValue ?? refund.unknownType.map { "unknown ('\($0.raw)')" } ?? "unknown"
        parts.append("type " + type + (refund.typeSource.map { " (\($0.rawValue))" } ?? ""))
        if refund.type == .return {
            parts.append(
                "return " + (returnID(of: refund) ?? "unknown")
                    + (refund.returnLinkSource.map { " (\($0.rawValue))" } ?? ""))
        }
        return parts.joined(separator: "; ")
    }

    private func text(of status: CurrentStatus) -> String {
        guard let code = status.status else { return "unknown" }
        return code.raw + (status.reason.map { " (\($0.raw))" } ?? "")
    }

    private func text(_ latch: Bool) -> String { latch ? "yes" : "no" }

    private func text(_ lines: [Int]) -> String {
        lines.isEmpty ? "none" : lines.map(String.init).joined(separator: ", ")
    }
}
