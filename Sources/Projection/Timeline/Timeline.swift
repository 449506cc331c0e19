public import Communications
public import OMSMessages
public import OrderModel
public import Postgres

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
    private let histories: OrderHistories
    private let communications: CommunicationQueries

    public init(pool: ConnectionPool, policy: Policy) {
        histories = OrderHistories(pool: pool, policy: policy)
        communications = CommunicationQueries(pool: pool)
    }

    /// The timelines of an order id, one for each sales channel that owns it.
    /// - Parameters:
    ///   - salesChannel: only this one; nil: all.
    ///   - asOf: a past moment shows what had been decided by then, not what has become of it since.
    public func timelines(
        _ orderID: String, salesChannel: String? = nil, shard: Int16, asOf: AsOf = .now
    ) async throws -> [Timeline] {
        let history = try await histories.history(orderID, shard: shard, asOf: asOf)
        let stored = asOf == .now ? try await communications.communications(ofOrder: orderID, shard: shard) : []
        var channels = Set(history.family.orders.map(\.salesChannel)).union(stored.map(\.salesChannel))
        // Messages that still wait for their order are shown under the channel asked for.
        if channels.isEmpty, !history.entries.isEmpty { channels = [salesChannel ?? ""] }
        return channels.filter { salesChannel == nil || $0 == salesChannel }.sorted().map { channel in
            Timeline(
                salesChannel: channel, orderID: orderID, shard: shard,
                items: items(of: history, channel: channel, stored: asOf == .now ? stored : nil),
                state: history.family.order(channel))
        }
    }

    private func items(of history: OrderHistory, channel: String, stored: [StoredCommunication]?) -> [Timeline.Item] {
        var items: [Timeline.Item] = []
        var shown = Set<PostgresUUID>()
        for entry in history.entries {
            guard entry.concerns(channel) else { continue }
            items.append(
                Timeline.Item(
                    at: entry.receivedAt, position: entry.position,
                    content: .message(
                        method: entry.method, messageID: entry.messageID, isHistorical: entry.isHistorical,
                        note: entry.note)))
            for case .folded(let fold) in entry.steps.map(\.outcome) where fold.salesChannel == channel {
                items += fold.transitions.map {
                    Timeline.Item(at: entry.receivedAt, position: entry.position, content: .transition($0))
                }
            }
            if let stored {
                let positions = Set(entry.steps.map(\.entry.position))
                for communication in stored
                where communication.salesChannel == channel && positions.contains(communication.position)
                    && shown.insert(communication.id).inserted
                {
                    items.append(
                        Timeline.Item(
                            at: entry.receivedAt, position: entry.position, content: .communication(communication)))
                }
            } else {
                items += entry.decided.filter { $0.salesChannel == channel }.map {
                    Timeline.Item(at: entry.receivedAt, position: entry.position, content: .decision($0))
                }
            }
        }
        // Sent again on request, or caused by a message that is set aside: not at a message of this list.
        for communication in stored ?? []
        where communication.salesChannel == channel && !shown.contains(communication.id) {
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
        case .folded where steps[0].before == steps[0].after: "says nothing new"
        case .unchanged, .folded, nil: nil
        }
    }
}
