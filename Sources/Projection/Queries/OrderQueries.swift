import OMSMessages
public import OrderModel
public import Postgres
import Schema

/// An order of the read model.
public struct StoredOrder: Sendable {
    public var shard: Int16
    /// The newest message folded into it.
    public var position: Int64
    public var state: OrderState
}

/// An order in a list.
public struct OrderSummary: Sendable {
    public var shard: Int16
    public var orderID: String
    public var salesChannel: String
    public var position: Int64
    public var isPlaced: Bool
    public var isTest: Bool
    public var status: String?
    public var statusReason: String?
    public var orderedAt: PostgresTimestamp
    public var email: String?
}

/// What may be asked of orders.
public struct OrderFilter: Sendable {
    public var salesChannel: String?
    public var status: String?
    public var email: String?
    /// Ordered at or after.
    public var since: PostgresTimestamp?
    /// Ordered before.
    public var until: PostgresTimestamp?

    public init() {}
}

/// Where a list of orders goes on.
public struct OrderCursor: Sendable, Hashable {
    public var orderedAt: PostgresTimestamp
    public var orderID: String
    public var salesChannel: String
    public init(orderedAt: PostgresTimestamp, orderID: String, salesChannel: String) {
        self.orderedAt = orderedAt
        self.orderID = orderID
        self.salesChannel = salesChannel
    }
}

/// Reads the live generation of the read model.
public struct OrderQueries: Sendable {
    let pool: ConnectionPool

    public init(pool: ConnectionPool) { self.pool = pool }

    /// The orders with an id, by sales channel.
    /// - Parameter salesChannel: only this one; nil: all.
    public func orders(_ orderID: String, salesChannel: String? = nil, shard: Int16) async throws -> [StoredOrder] {
        try await pool.withConnection { connection in
            var binds = Parameters()
            binds.append(shard)
            binds.append(orderID)
            binds.append(salesChannel)
            var orders: [StoredOrder] = []
            for row in try connection.query(SQL.orderById, binds) {
                orders.append(
                    StoredOrder(
                        shard: shard, position: try row.int64(0), state: try OrderState(document: try row.bytes(1))))
            }
            return orders
        }
    }

    /// Orders that match a filter, newest first.
    public func list(_ filter: OrderFilter, after cursor: OrderCursor? = nil, limit: Int) async throws -> [OrderSummary]
    {
        try await pool.withConnection { connection in
            var binds = Parameters()
            binds.append(filter.salesChannel)
            binds.append(filter.status)
            binds.append(filter.email?.lowercased())
            binds.append(filter.since)
            binds.append(filter.until)
            binds.append(cursor?.orderedAt)
            binds.append(cursor?.orderID)
            binds.append(cursor?.salesChannel)
            binds.append(Int32(clamping: limit))
            var orders: [OrderSummary] = []
            for row in try connection.query(SQL.listOrders, binds) {
                orders.append(try OrderSummary(row))
            }
            return orders
        }
    }
}

extension OrderSummary {
    /// Reads a row of `list_orders` or `find_orders`.
    init(_ row: Row) throws(PostgresError) {
        self.init(
            shard: try row.int16(0), orderID: try row.string(1), salesChannel: try row.string(2),
            position: try row.int64(3), isPlaced: try row.bool(4), isTest: try row.bool(5),
            status: try row.optionalString(6), statusReason: try row.optionalString(7),
            orderedAt: try row.timestamp(8), email: try row.optionalString(9))
    }
}
