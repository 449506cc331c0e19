import Communications
import OMSMessages
import OrderModel

extension Explanation {
    /// Fills in how the log came to a communication.
    /// - Returns: false if the log does not call for it.
    @discardableResult
    mutating func describe(
        _ id: String, in story: OrderHistory, policy: Policy, activation: [Kind: Int64]
    ) -> Bool {
        for (index, entry) in story.entries.enumerated() {
            for step in entry.steps {
                guard case .folded(let fold) = step.outcome, fold.salesChannel == salesChannel,
                    let before = step.before, let after = step.after
                else { continue }
                let policy = policy.channel(salesChannel)
                let context = DecisionContext(
                    policy: policy, decidedAt: entry.receivedAt, shard: shard, position: step.entry.position,
                    messageID: step.entry.message.envelope.messageID, isHistorical: step.entry.isHistorical,
                    activation: activation)
                for occasion in Occasion.occasions(in: fold, after, entry: step.entry, policy: policy)
                where occasion.kind == kind {
                    let decided = Decision.decide(occasion, after, context)
                    guard decided.id == id else { continue }
                    cause = Cause(
                        position: step.entry.position, method: step.entry.message.envelope.method.text,
                        messageID: step.entry.message.envelope.messageID, receivedAt: step.entry.receivedAt,
                        isHistorical: step.entry.isHistorical,
                        releasedBy: step.entry.position == entry.position ? nil : entry.position,
                        transitions: fold.transitions.map(\.text))
                    changes = before.changes(to: after, policy: policy)
                    checks = Decision.checks(occasion, after, context)
                    disposition = decided.disposition
                    followHold(of: id, decided.disposition, in: story.entries[(index + 1)...])
                    return true
                }
            }
        }
        return false
    }

    /// Notes what every later message meant while the communication was held.
    private mutating func followHold(
        of id: String, _ first: Disposition, in entries: ArraySlice<OrderHistory.Entry>
    ) {
        var current = first
        for entry in entries {
            guard case .held = current else { return }
            let isOfOrder = entry.steps.contains { step in
                if case .folded(let fold) = step.outcome { fold.salesChannel == salesChannel } else { false }
            }
            guard isOfOrder else { continue }
            let after = entry.decided.first { $0.id == id }?.disposition ?? current
            redecisions.append(
                Redecision(
                    position: entry.position, method: entry.method, messageID: entry.messageID,
                    receivedAt: entry.receivedAt, before: current, after: after))
            current = after
        }
    }
}
