public import Communications
public import OMSMessages
public import OrderModel
public import Postgres

/// A moment in the life of an order: a time of receipt, or a position in its shard.
public enum AsOf: Sendable, Hashable {
    case now
    case time(Timestamp)
    case position(Int64)

    /// The position up to which the log is read.
    var lastPosition: Int64 { if case .position(let last) = self { last } else { .max } }

    func includes(position: Int64, receivedAt: Timestamp) -> Bool {
        switch self {
        case .now: true
        case .time(let time): receivedAt.microseconds <= time.microseconds
        case .position(let last): position <= last
        }
    }
}

/// The messages of one order id, folded again one by one: what time travel, the timeline and explanations are made of.
///
/// Nothing of it is stored; it is derived from the log by the very fold that the workers run.
public struct OrderHistory: Sendable {
    /// One message and what it did.
    public struct Entry: Sendable {
        public var position: Int64
        public var receivedAt: Timestamp
        public var isHistorical: Bool
        public var method: String
        public var messageID: String?
        /// What happened; empty for a message that was skipped or could not be read.
        public var steps: [Step]
        /// The communications that were decided, or decided again, with this message.
        public var decided: [Communication]
        /// Why the message could not be read; nil normally.
        public var problem: String?
        public var isSkipped: Bool
    }

    /// One step of a fold.
    public struct Step: Sendable {
        public var entry: LogEntry
        public var outcome: FamilyStep.Outcome
        /// Whether the order is another one than before; false where nothing was folded.
        public var isChange: Bool
        /// The order before and after it, where a message was folded and the states were asked for.
        public var before: OrderState?
        public var after: OrderState?
    }

    public let shard: Int16
    public let orderID: String
    public let entries: [Entry]
    /// The orders after the last entry.
    public let family: OrderFamily
    /// Every communication with its state after the last entry.
    public let communications: [Communication]
}

/// Reads order histories.
public struct OrderHistories: Sendable {
    private let pool: ConnectionPool
    private let rules: ProjectionRules

    public init(pool: ConnectionPool, policy: Policy) {
        self.pool = pool
        rules = ProjectionRules(policy: policy).withoutDecisions
    }

    /// The orders of an id as they were at a moment, and the last message by then; nil if there was none.
    /// - Parameters:
    ///   - shard: the shard of the order id.
    ///   - asOf: how far.
    public func family(
        _ orderID: String, shard: Int16, asOf: AsOf
    ) async throws -> (family: OrderFamily, position: Int64)? {
        try await pool.withConnection { [rules] connection in
            let history = try connection.history(orderID, shard: shard, through: asOf, rules: rules)
            return history.entries.last.map { (history.family, $0.position) }
        }
    }
}

extension Connection {
    /// Folds the messages of an order id again.
    /// - Parameters:
    ///   - asOf: how far.
    ///   - rules: the rules without what operators decided; whether they decide says whether the history does.
    func history(
        _ orderID: String, shard: Int16, through asOf: AsOf, rules: ProjectionRules
    ) throws -> OrderHistory {
        let stream = try orderStream(orderID, shard: shard, through: asOf.lastPosition, rules: rules)
        return OrderHistory(folding: stream, of: orderID, shard: shard, through: asOf, keepsStates: false)
    }
}

extension OrderHistory {
    /// Folds messages one by one.
    /// - Parameter keepsStates: whether steps are to tell of the order before and after them.
    init(folding stream: OrderStream, of orderID: String, shard: Int16, through asOf: AsOf, keepsStates: Bool) {
        var projection = FamilyProjection(shard: shard, family: OrderFamily(orderID: orderID))
        var known = KnownStates()
        var entries: [Entry] = []
        entries.reserveCapacity(stream.messages.count)
        for message in stream.messages
        where asOf.includes(position: message.position, receivedAt: message.receivedAt) {
            var entry = Entry(message, isSkipped: stream.rules.skipped.contains(message.position))
            if case .success(let logged) = message.content {
                let decided = projection.decided
                projection.apply(logged, stream.rules) { folded, outcome, family in
                    entry.steps.append(known.step(folded, outcome, family, keepsStates: keepsStates))
                }
                entry.decided = projection.decided.enumerated()
                    .filter { index, now in !decided.indices.contains(index) || decided[index] != now }
                    .map(\.element)
            }
            entries.append(entry)
        }
        self.init(
            shard: shard, orderID: orderID, entries: entries, family: projection.family,
            communications: projection.decided)
    }

    /// The orders of a family as they were after the last message of each.
    private struct KnownStates {
        private var states: [OrderState] = []

        mutating func step(
            _ entry: LogEntry, _ outcome: FamilyStep.Outcome, _ family: OrderFamily, keepsStates: Bool
        ) -> Step {
            var step = Step(entry: entry, outcome: outcome, isChange: false)
            guard case .folded(let fold) = outcome else { return step }
            let after = family.orders[fold.index]
            guard let index = states.firstIndex(where: { $0.salesChannel == fold.salesChannel }) else {
                let unknown = OrderState(salesChannel: after.salesChannel, orderID: after.orderID)
                step.isChange = unknown != after
                if keepsStates { (step.before, step.after) = (unknown, after) }
                states.append(after)
                return step
            }
            // A transition is a difference; most messages bring one, and then nothing need be compared.
            step.isChange = !fold.transitions.isEmpty || states[index] != after
            if keepsStates { (step.before, step.after) = (states[index], after) }
            states[index] = after
            return step
        }
    }
}

extension OrderHistory.Entry {
    /// What is known of a message before it is folded.
    fileprivate init(_ message: FoldedMessage, isSkipped: Bool) {
        self.init(
            position: message.position, receivedAt: message.receivedAt, isHistorical: message.isHistorical, method: "",
            messageID: nil, steps: [], decided: [], problem: nil, isSkipped: isSkipped)
        switch message.content {
        case .failure(let error): problem = String(describing: error)
        case .success(let entry):
            method = entry.message.envelope.method.text
            messageID = entry.message.envelope.messageID
        }
    }
}
