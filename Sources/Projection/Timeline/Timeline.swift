public import Communications
public import OMSMessages
public import OrderModel
public import Postgres
import Schema

/// The story of one order: messages, transitions and communications with their deliveries, oldest first.
public struct Timeline: Sendable {
    public let salesChannel: String
    public let orderID: String
    public let shard: Int16
    public let items: [Item]
    /// The order after the last item; nil if no message of this channel was folded.
    public let state: OrderState?

    /// One thing that happened.
    public struct Item: Sendable {
        /// When herald learnt of it, or did it.
        public var at: Timestamp
        public var position: Int64
        public var content: Content
    }

    public enum Content: Sendable {
        /// A message: method, JSON-RPC id, whether it is history, and what became of it if nothing was folded.
        case message(method: String, messageID: String?, isHistorical: Bool, note: String?)
        case transition(Transition)
        /// A communication as it stands now.
        case communication(StoredCommunication)
        /// A communication as it had been decided at the moment asked for.
        case decision(Communication)
    }
}

/// Builds timelines.
public struct Timelines: Sendable {
    private let pool: ConnectionPool
    private let rules: ProjectionRules

    public init(pool: ConnectionPool, policy: Policy) {
        self.pool = pool
        rules = ProjectionRules(policy: policy)
    }

    /// The timelines of an order id, one for each sales channel that owns it.
    /// - Parameters:
    ///   - salesChannel: only this one; nil: all.
    ///   - asOf: a past moment shows what had been decided by then, not what has become of it since.
    public func timelines(
        _ orderID: String, salesChannel: String? = nil, shard: Int16, asOf: AsOf = .now
    ) async throws -> [Timeline] {
        let isNow = asOf == .now
        // What was decided is recorded; only as it was at a past moment is it decided anew.
        let rules = isNow ? rules.withoutDecisions : rules
        let (history, stored) = try await pool.withConnection { connection in
            // Communications first: the message that one is about is older, and so is seen too.
            let order: Parameters = [shard, orderID]
            let told = isNow ? [(SQL.communicationsOfOrder, order)] : []
            let (stream, answers) = try connection.orderStream(
                orderID, shard: shard, through: asOf.lastPosition, rules: rules, after: told)
            let history = OrderHistory(folding: stream, of: orderID, shard: shard, through: asOf, keepsStates: false)
            return (history, try answers.first.map { rows in try StoredCommunication.all(in: rows) })
        }
        var channels = Set(history.family.orders.map(\.salesChannel))
        for communication in stored ?? [] { channels.insert(communication.salesChannel) }
        // Messages that still wait for their order are shown under the channel asked for.
        if channels.isEmpty, !history.entries.isEmpty { channels = [salesChannel ?? ""] }
        return channels.filter { salesChannel == nil || $0 == salesChannel }.sorted().map { channel in
            Timeline(
                salesChannel: channel, orderID: orderID, shard: shard,
                items: Self.items(of: history, channel: channel, stored: stored),
                state: history.family.order(channel))
        }
    }

    /// - Parameter stored: the communications as they stand; nil at a past moment.
    private static func items(
        of history: OrderHistory, channel: String, stored: [StoredCommunication]?
    ) -> [Timeline.Item] {
        let stored = stored?.filter { $0.salesChannel == channel }
        var items: [Timeline.Item] = []
        items.reserveCapacity(4 * history.entries.count)
        var isShown = [Bool](repeating: false, count: stored?.count ?? 0)
        for entry in history.entries where entry.concerns(channel) {
            func add(_ content: Timeline.Content) {
                items.append(Timeline.Item(at: entry.receivedAt, position: entry.position, content: content))
            }
            add(
                .message(
                    method: entry.method, messageID: entry.messageID, isHistorical: entry.isHistorical,
                    note: entry.note))
            for step in entry.steps {
                guard case .folded(let fold) = step.outcome, fold.salesChannel == channel else { continue }
                for transition in fold.transitions { add(.transition(transition)) }
            }
            guard let stored else {
                for decided in entry.decided where decided.salesChannel == channel { add(.decision(decided)) }
                continue
            }
            for place in stored.indices where !isShown[place] {
                let position = stored[place].position
                guard entry.steps.contains(where: { $0.entry.position == position }) else { continue }
                isShown[place] = true
                add(.communication(stored[place]))
            }
        }
        // Sent again on request, or caused by a message that is set aside: not at a message of this list.
        for (place, communication) in (stored ?? []).enumerated() where !isShown[place] {
            items.append(
                Timeline.Item(
                    at: communication.decidedAt, position: communication.position,
                    content: .communication(communication)))
        }
        return items
    }
}

extension OrderHistory.Entry {
    /// Whether the entry belongs to the timeline of a channel; one that belongs to none yet is shown on all.
    fileprivate func concerns(_ channel: String) -> Bool {
        steps.isEmpty
            || steps.contains { step in
                switch step.outcome {
                case .folded(let fold): fold.salesChannel == channel
                case .unchanged(let known): known == nil || known == channel
                case .waiting, .setAside: true
                }
            }
    }

    /// What became of a message that was not folded.
    fileprivate var note: String? {
        if isSkipped { return "skipped by an operator" }
        if let problem { return "could not be read: \(problem)" }
        return switch steps.first?.outcome {
        case .waiting: "waits until its order is known"
        case .setAside: "set aside: two sales channels own this order id"
        case .folded where !steps[0].isChange: "says nothing new"
        case .unchanged, .folded, nil: nil
        }
    }
}
