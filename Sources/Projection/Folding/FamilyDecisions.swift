import Communications
import OMSMessages
import OrderModel

/// What was decided about the orders of one id while messages were folded into them; see ``FamilyProjection``.
struct FamilyDecisions: Sendable {
    let shard: Int16
    private(set) var reopened: [Communication]
    private(set) var released: Set<String> = []
    private(set) var decided: [Communication] = []
    private(set) var changed: [ChangedOrder] = []
    private(set) var setAside: [Int64] = []

    init(shard: Int16, held: [Communication]) {
        self.shard = shard
        reopened = held
    }

    /// Notes a step and decides what follows from it.
    mutating func take(
        _ entry: LogEntry, _ outcome: FamilyStep.Outcome, _ family: OrderFamily, decidedBy trigger: LogEntry,
        _ rules: ProjectionRules
    ) {
        switch outcome {
        case .setAside: setAside.append(entry.position)
        case .waiting, .unchanged: break
        case .folded(let fold):
            noteChange(of: fold.salesChannel, entry.position)
            guard rules.decides else { return }
            // Most messages call for nothing: then nothing is asked of the policy.
            let mayHold = hasHolds
            guard mayHold || fold.transitions.contains(where: { $0.callsForCommunication }) else { return }
            // The receipt of the message that set this off is the clock, also for one that had waited.
            let context = DecisionContext(
                policy: rules.policy(of: fold.salesChannel), decidedAt: trigger.receivedAt, shard: shard,
                position: entry.position, messageID: entry.message.envelope.messageID,
                isHistorical: entry.isHistorical, activation: rules.activation,
                capturesFacts: rules.capturesFacts)
            // In place: the state is large, and taking it out of the array would copy it.
            unsafe family.orders.withUnsafeBufferPointer { orders in
                unsafe decide(entry, fold, orders[fold.index], context, mayHold: mayHold)
            }
        }
    }

    private mutating func noteChange(of salesChannel: String, _ position: Int64) {
        // Few orders share an id.
        if let index = changed.firstIndex(where: { $0.salesChannel == salesChannel }) {
            changed[index].position = max(changed[index].position, position)
        } else {
            changed.append(ChangedOrder(salesChannel: salesChannel, position: position))
        }
    }

    private mutating func decide(
        _ entry: LogEntry, _ fold: FamilyStep.Fold, _ state: OrderState, _ context: DecisionContext, mayHold: Bool
    ) {
        if mayHold { decideHoldsAgain(state, context) }
        for occasion in Occasion.occasions(in: fold, state, entry: entry, context) {
            let communication = Decision.decide(occasion, state, context)
            // Once for ever: what was decided before stays (the database says the same of rows not loaded here).
            guard !isKnown(communication.id) else { continue }
            decided.append(communication)
        }
    }

    private var hasHolds: Bool { reopened.contains(where: \.isHeld) || decided.contains(where: \.isHeld) }

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
}

/// An order of the family that changed, with the newest message folded into it.
struct ChangedOrder: Sendable {
    let salesChannel: String
    var position: Int64
}

extension Communication {
    fileprivate var isHeld: Bool { if case .held = disposition { true } else { false } }

    fileprivate func isHeld(for state: OrderState) -> Bool {
        isHeld && salesChannel == state.salesChannel && orderID == state.orderID
    }
}
