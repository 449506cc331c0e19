public import Communications
import EventLog
import OMSMessages
import OrderModel
public import Postgres
import Schema

/// Erases personal data of orders from the log, the read models, and what was sent.
///
/// Nothing is deleted: messages keep their places, communications what they were about and what became of them, and a record
/// of who erased what and why stays. Afterwards the orders fold to the same statuses, lines and amounts. Each order id is
/// one transaction; repeating an erasure changes nothing. A message that arrives afterwards may bring personal data again.
public struct Erasure: Sendable {
    let pool: ConnectionPool
    let policy: Policy

    public init(pool: ConnectionPool, policy: Policy) {
        self.pool = pool
        self.policy = policy
    }

    /// Erases the personal data of orders.
    /// - Throws: ``ErasureError``; ``RebuildError/running`` while a rebuild fills a generation. Orders erased before stay
    ///   erased.
    public func erase(orders: [OrderReference], by actor: String, reason: String) async throws -> ErasureReport {
        try await erase(orders, by: actor, reason: reason, foundByEmail: false)
    }

    /// Erases the personal data of all orders in which an e-mail address occurs, whoever else they are about.
    ///
    /// Looks at every message of the log, in minutes rather than seconds for a large one.
    public func erase(email: String, by actor: String, reason: String) async throws -> ErasureReport {
        try await erase(try await orders(withEmail: email), by: actor, reason: reason, foundByEmail: true)
    }

    /// The orders in which an e-mail address occurs, without regard to letter case.
    public func orders(withEmail email: String) async throws -> [OrderReference] {
        let email = PersonalData.trimmed(email).lowercased()
        guard PersonalData.holdsEmail(email) else { throw ErasureError.notAnEmail }
        return try await pool.withConnection { connection in
            var found: Set<OrderReference> = []
            for candidate in try connection.query(SQL.ordersWithEmail, [email]) {
                let (shard, orderID) = (try candidate.int16(0), try candidate.string(1))
                for row in try connection.query(SQL.messagesToErase, [shard, orderID]) {
                    // The database found the text somewhere; "ann@x" also stands in "joann@x".
                    guard let document = try? JSONDocument(try row.bytes(4)),
                        PersonalData.occurs(email, in: document.root)
                    else { continue }
                    found.insert(OrderReference(salesChannel: try row.optionalString(5), orderID: orderID))
                }
            }
            // A message that names no channel stands for all orders of its id.
            let whole = Set(found.filter { $0.salesChannel == nil }.map(\.orderID))
            return found.filter { $0.salesChannel == nil || !whole.contains($0.orderID) }
                .sorted { ($0.orderID, $0.salesChannel ?? "") < ($1.orderID, $1.salesChannel ?? "") }
        }
    }

    private func erase(
        _ orders: [OrderReference], by actor: String, reason: String, foundByEmail: Bool
    ) async throws -> ErasureReport {
        guard actor.contains(where: { !$0.isWhitespace }), reason.contains(where: { !$0.isWhitespace }) else {
            throw ErasureError.unattributed
        }
        let shards = try await pool.withConnection { connection in
            let count = try connection.shardCount()
            // All are looked up before the first is erased, so that a misspelt one stops everything.
            return try orders.map { order in
                let shard = ShardHash.shard(ofOrder: order.orderID, among: count)
                let id = IndexedText(order.orderID).text
                let rows = try connection.query(SQL.messagesToErase, [shard, id])
                let channels = try rows.map { try $0.optionalString(5) }
                guard channels.contains(where: { order.salesChannel == nil || $0 == nil || $0 == order.salesChannel })
                else { throw ErasureError.unknownOrder(order) }
                return shard
            }
        }
        var report = ErasureReport()
        for (order, shard) in zip(orders, shards) {
            let work = ErasureWork(
                order: order, shard: shard, policy: policy, actor: actor, reason: reason, foundByEmail: foundByEmail)
            report.orders.append(
                // Again after a deadlock: deliveries lock their rows in an order of their own.
                try await pool.transaction { connection in try work.run(on: connection) })
        }
        return report
    }
}
