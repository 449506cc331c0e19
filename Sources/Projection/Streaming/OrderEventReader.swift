public import Communications
import OMSMessages
import OrderModel
public import Postgres
import Schema

/// Reads what happened from the database, shard by shard in log order: the same on every node, at any time.
///
/// Transitions are stored nowhere; they are derived from the log by the fold that the workers run.
public struct OrderEventReader: Sendable {
    private let pool: ConnectionPool
    private let policy: Policy

    public init(pool: ConnectionPool, policy: Policy) {
        self.pool = pool
        self.policy = policy
    }

    /// How far every shard is folded.
    public func checkpoints() async throws -> OrderEventCursor {
        try await pool.withConnection { connection in
            OrderEventCursor(positions: try connection.query(SQL.liveCheckpoints).map { try $0.int64(1) })
        }
    }

    /// The events of the next messages of a shard.
    ///
    /// An order that is parked has none: its messages are not folded yet.
    /// - Parameters:
    ///   - position: the position behind which to start.
    ///   - last: the checkpoint up to which may be read.
    ///   - orderID: only of this order id; nil: of all.
    ///   - limit: how many messages at most.
    public func page(
        shard: Int16, after position: Int64, through last: Int64, orderID: String? = nil, limit: Int
    ) async throws -> OrderEventPage {
        try await pool.withConnection { [policy] connection in
            try connection.transaction(.repeatableRead) { connection in
                try connection.eventPage(
                    shard, after: position, through: last, orderID: orderID, limit: limit, policy: policy)
            }
        }
    }
}

extension Connection {
    fileprivate func eventPage(
        _ shard: Int16, after position: Int64, through last: Int64, orderID: String?, limit: Int, policy: Policy
    ) throws -> OrderEventPage {
        var binds: Parameters = [shard, position, last]
        binds.append(orderID)
        binds.append(Int32(clamping: limit))
        var page = OrderEventPage(events: [], position: last)
        var wanted: [String: (first: Int64, last: Int64)] = [:]
        let rows = try query(SQL.foldedMessages, binds)
        for row in rows {
            let position = try row.int64(0)
            if rows.count == limit { page.position = position }
            guard let order = try row.optionalString(1) else { continue }
            wanted[order] = (wanted[order]?.first ?? position, position)
        }
        guard !wanted.isEmpty, let live = try query(SQL.readLiveCheckpoint, [shard]).first?.int32(0) else {
            return page
        }
        var parked = Set<String>()
        let shards = Array(repeating: shard, count: wanted.count)
        for row in try query(SQL.loadParked, [shards, live, Array(wanted.keys)]) { parked.insert(try row.string(0)) }
        for (order, range) in wanted where !parked.contains(order) {
            page.events += try events(order, shard, from: range.first, through: range.last, policy: policy)
        }
        // Stable: the events of one message stay as they were found.
        page.events.sort { $0.position < $1.position }
        return page
    }

    private func events(
        _ orderID: String, _ shard: Int16, from first: Int64, through last: Int64, policy: Policy
    ) throws -> [OrderEvent] {
        let history = try history(
            orderID, shard: shard, through: .position(last), rules: ProjectionRules(policy: policy))
        let entries = history.entries.filter { $0.position >= first }
        var stored: [String: StoredCommunication] = [:]
        if entries.contains(where: { !$0.decided.isEmpty }) {
            for communication in try communications(ofOrder: orderID, shard: shard) {
                stored[communication.id.description] = communication
            }
        }
        var events: [OrderEvent] = []
        for entry in entries {
            func add(_ channel: String, _ content: OrderEvent.Content) {
                events.append(
                    OrderEvent(
                        shard: shard, position: entry.position, at: entry.receivedAt, messageID: entry.messageID,
                        salesChannel: channel, orderID: orderID, content: content))
            }
            for case .folded(let fold) in entry.steps.map(\.outcome) {
                for transition in fold.transitions { add(fold.salesChannel, .transition(transition)) }
            }
            for decided in entry.decided {
                if let communication = stored[decided.id] { add(decided.salesChannel, .communication(communication)) }
            }
        }
        return events
    }
}
