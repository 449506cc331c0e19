public import Communications
import OMSMessages
public import OrderModel

/// The orders of one id while messages are folded into them, with the communications that follow.
///
/// Pure, and the only place where folding and deciding meet: the live workers, a rebuild, the timeline and a retry all run
/// this, so that they cannot differ.
public struct FamilyProjection: Sendable {
    public let shard: Int16
    public private(set) var family: OrderFamily
    /// Communications that were held before, and still are or have been decided again since.
    public private(set) var reopened: [Communication]
    /// Which of them changed.
    public private(set) var released: Set<String> = []
    /// Communications decided since, in order.
    public private(set) var decided: [Communication] = []
    /// Orders that changed, with the newest message folded into each.
    public private(set) var changed: [String: Int64] = [:]
    /// Messages that have come to wait and those that waited before and wait no more, by position.
    public private(set) var newlyWaiting: [Int64] = []
    public private(set) var noLongerWaiting: [Int64] = []
    public private(set) var setAside: [Int64] = []

    /// - Parameters:
    ///   - family: what is known of the orders.
    ///   - held: their held communications.
    public init(shard: Int16, family: OrderFamily, held: [Communication] = []) {
        self.shard = shard
        self.family = family
        reopened = held
    }

    /// Folds one message and decides what follows from it.
    /// - Returns: what happened, in order; one step more for every message that had waited for this one.
    @discardableResult
    public mutating func apply(_ entry: LogEntry, _ rules: ProjectionRules) -> [FamilyStep] {
        if rules.skipped.contains(entry.position) { return [] }
        let wasWaiting = family.waiting.map(\.position)
        let steps: [FamilyStep]
        if let channel = rules.assignments[entry.position] {
            steps = family.apply(entry, assignedTo: channel, rules: rules.channelRules)
        } else {
            steps = family.apply(entry, rules: rules.channelRules)
        }
        for step in steps { take(step, decidedBy: entry, rules) }
        noteWaiting(before: wasWaiting)
        return steps
    }

    private mutating func take(_ step: FamilyStep, decidedBy trigger: LogEntry, _ rules: ProjectionRules) {
        switch step.outcome {
        case .setAside: setAside.append(step.entry.position)
        case .waiting, .unchanged: break
        case .folded(let fold):
            let channel = fold.after.salesChannel
            changed[channel] = max(changed[channel] ?? 0, step.entry.position)
            let policy = rules.policy.channel(channel)
            // The receipt of the message that set this off is the clock, also for one that had waited.
            let context = DecisionContext(
                policy: policy, decidedAt: trigger.receivedAt, shard: shard, position: step.entry.position,
                messageID: step.entry.message.envelope.messageID, isHistorical: step.entry.isHistorical,
                activation: rules.activation)
            decideHoldsAgain(fold.after, context)
            guard !fold.transitions.isEmpty else { return }
            for occasion in Occasion.occasions(in: fold, entry: step.entry, policy: policy) {
                let communication = Decision.decide(occasion, fold.after, context)
                // Once for ever: what was decided before stays (the database says the same of rows not loaded here).
                guard !isKnown(communication.id) else { continue }
                decided.append(communication)
            }
        }
    }

    /// Every hold is decided again after every message of its order (decision table, section 4).
    private mutating func decideHoldsAgain(_ state: OrderState, _ context: DecisionContext) {
        for index in reopened.indices where reopened[index].isHeld(for: state) {
            guard let again = Decision.decideAgain(reopened[index], state, context) else { continue }
            reopened[index] = again
            released.insert(again.id)
        }
        for index in decided.indices where decided[index].isHeld(for: state) {
            if let again = Decision.decideAgain(decided[index], state, context) { decided[index] = again }
        }
    }

    private func isKnown(_ id: String) -> Bool {
        decided.contains { $0.id == id } || reopened.contains { $0.id == id }
    }

    private mutating func noteWaiting(before: [Int64]) {
        let now = family.waiting.map(\.position)
        guard now != before else { return }
        newlyWaiting += now.filter { !before.contains($0) }
        for position in before where !now.contains(position) {
            if let index = newlyWaiting.firstIndex(of: position) {
                newlyWaiting.remove(at: index)
            } else {
                noLongerWaiting.append(position)
            }
        }
    }
}

extension Communication {
    fileprivate func isHeld(for state: OrderState) -> Bool {
        guard case .held = disposition else { return false }
        return salesChannel == state.salesChannel && orderID == state.orderID
    }
}
