public import Communications
public import OMSMessages
public import OrderModel
public import Postgres
import Schema

/// A moment in the life of an order: a time of receipt, or a position in its shard.
public enum AsOf: Sendable, Hashable {
    case now
    case time(Timestamp)
    case position(Int64)

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

    /// One step of a fold, with the order before and after it where a message was folded.
    public struct Step: Sendable {
        public var entry: LogEntry
        public var outcome: FamilyStep.Outcome
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
    private let policy: Policy

    public init(pool: ConnectionPool, policy: Policy) {
        self.pool = pool
        self.policy = policy
    }

    /// Folds the messages of an order id again.
    /// - Parameters:
    ///   - shard: the shard of the order id.
    ///   - asOf: how far.
    public func history(_ orderID: String, shard: Int16, asOf: AsOf = .now) async throws -> OrderHistory {
        try await pool.withConnection { [policy] connection in
            try connection.history(orderID, shard: shard, through: asOf, policy: policy)
        }
    }
}

extension Connection {
    func history(
        _ orderID: String, shard: Int16, through asOf: AsOf, policy: Policy
    ) throws -> OrderHistory {
        let last = if case .position(let position) = asOf { position } else { Int64.max }
        let rows = try query(SQL.orderMessages, [shard, orderID, last])
        let reader = OMSMessageReader.forFolding()
        var messages: [FoldedMessage] = []
        for row in rows {
            let message = try FoldedMessage(row, reader: reader)
            guard asOf.includes(position: message.position, receivedAt: message.receivedAt) else { continue }
            messages.append(message)
        }
        let rules = try rules(shard: shard, positions: messages.map(\.position), policy: policy)
        var projection = FamilyProjection(shard: shard, family: OrderFamily(orderID: orderID))
        var entries: [OrderHistory.Entry] = []
        var states: [String: OrderState] = [:]
        for message in messages {
            var entry = OrderHistory.Entry(
                position: message.position, receivedAt: message.receivedAt, isHistorical: message.isHistorical,
                method: "", messageID: nil, steps: [], decided: [], problem: nil,
                isSkipped: rules.skipped.contains(message.position))
            switch message.content {
            case .failure(let error): entry.problem = String(describing: error)
            case .success(let logged):
                entry.method = logged.message.envelope.method.text
                entry.messageID = logged.message.envelope.messageID
                let known = projection.decided
                projection.apply(logged, rules) { folded, outcome, family in
                    let after =
                        if case .folded(let fold) = outcome { family.orders[fold.index] } else { OrderState?.none }
                    entry.steps.append(
                        OrderHistory.Step(
                            entry: folded, outcome: outcome,
                            before: after.map { states[$0.salesChannel] ?? $0.unknown }, after: after))
                    if let after { states[after.salesChannel] = after }
                }
                entry.decided = projection.decided.enumerated()
                    .filter { index, communication in !known.indices.contains(index) || known[index] != communication }
                    .map(\.element)
            }
            entries.append(entry)
        }
        return OrderHistory(
            shard: shard, orderID: orderID, entries: entries, family: projection.family,
            communications: projection.decided)
    }
}

extension OrderState {
    /// This order while nothing was known of it.
    fileprivate var unknown: OrderState { OrderState(salesChannel: salesChannel, orderID: orderID) }
}
