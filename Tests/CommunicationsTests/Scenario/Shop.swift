import Communications
import OMSMessages
import OrderModel

/// One order id in a shop with herald: folds messages from their JSON text, decides, and decides every hold of an order again
/// after each of its messages, as the service does.
struct Shop {
    /// A communication and all that was decided about it, oldest first.
    struct Record {
        var communication: Communication
        var history: [Disposition]
    }

    var policy: Policy
    /// The first position at which a kind is active.
    var activation: [Kind: Int64] = [:]
    private(set) var family = OrderFamily(orderID: Wire.orderID)
    /// By communication id, in the order in which they were first decided.
    private(set) var records: [Record] = []
    /// Keys that were asked for a second time: there must be none.
    private(set) var repeatedKeys: [String] = []
    private(set) var position: Int64 = 0
    private let reader = OMSMessageReader()

    init(_ policy: ChannelPolicy = ChannelPolicy()) { self.policy = Policy(others: policy) }

    init(policy: Policy) { self.policy = policy }

    /// What one message came to.
    struct Effect {
        var steps: [FamilyStep]
        /// Decided or decided again, in order.
        var decided: [Communication]

        var transitions: [Transition] {
            steps.flatMap { step -> [Transition] in
                if case .folded(let fold) = step.outcome { fold.transitions } else { [] }
            }
        }
    }

    /// Receives a message.
    /// - Parameters:
    ///   - time: when; the clock of every decision.
    ///   - isHistorical: whether it was imported.
    @discardableResult
    mutating func receive(_ wire: Wire, at time: String = feb(10, "12:00"), isHistorical: Bool = false) throws -> Effect
    {
        receive(try reader.message(from: Array(wire.text.utf8)), at: time, isHistorical: isHistorical)
    }

    /// Receives a message that was read before.
    @discardableResult
    mutating func receive(
        _ message: OMSMessage, at time: String = feb(10, "12:00"), isHistorical: Bool = false
    ) -> Effect {
        position += 1
        let received = Timestamp(time) ?? Timestamp(microseconds: 0)
        let entry = LogEntry(
            position: position, receivedAt: received, isHistorical: isHistorical, message: message)
        var steps: [(step: FamilyStep, family: OrderFamily)] = []
        family.apply(entry, rules: policy.channelRules) { entry, outcome, family in
            steps.append((FamilyStep(entry: entry, outcome: outcome), family))
        }
        var effect = Effect(steps: steps.map(\.step), decided: [])
        for (step, family) in steps {
            guard case .folded(let fold) = step.outcome else { continue }
            let state = family.orders[fold.index]
            let context = DecisionContext(
                policy: policy.channel(fold.salesChannel), decidedAt: received, shard: 0,
                position: step.entry.position, messageID: step.entry.message.envelope.messageID,
                isHistorical: step.entry.isHistorical, activation: activation)
            effect.decided += decideAgain(state, context)
            for occasion in Occasion.occasions(in: fold, state, entry: step.entry, policy: context.policy) {
                let communication = Decision.decide(occasion, state, context)
                if records.contains(where: { $0.communication.key == communication.key }) {
                    repeatedKeys.append(communication.key)
                    continue
                }
                records.append(Record(communication: communication, history: [communication.disposition]))
                effect.decided.append(communication)
            }
        }
        return effect
    }

    private mutating func decideAgain(_ state: OrderState, _ context: DecisionContext) -> [Communication] {
        var decided: [Communication] = []
        for index in records.indices {
            let held = records[index].communication
            guard case .held = held.disposition, held.salesChannel == state.salesChannel else { continue }
            guard let again = Decision.decideAgain(held, state, context) else { continue }
            records[index].communication = again
            records[index].history.append(again.disposition)
            decided.append(again)
        }
        return decided
    }

    // MARK: What a test asks

    var order: OrderState { order(Wire.channel) }

    func order(_ channel: String) -> OrderState {
        family.order(channel) ?? OrderState(salesChannel: channel, orderID: Wire.orderID)
    }

    var communications: [Communication] { records.map(\.communication) }

    func communications(_ kind: Kind) -> [Communication] { communications.filter { $0.kind == kind } }

    /// The guard at dispatch, asked for a communication as it stands.
    func guardReason(_ communication: Communication) -> SuppressionReason? {
        Decision.dispatchSuppression(communication, order, policy: policy.channel(Wire.channel))
    }
}
