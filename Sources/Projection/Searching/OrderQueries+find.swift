import Postgres
import Schema

extension OrderQueries {
    /// Finds orders by whatever somebody has in hand: an order id or its beginning, a customer's e-mail address, an RMA, a
    /// credit note, a tracking number. Case, blanks and dashes do not matter.
    ///
    /// Rows written before there were search terms are found by id and e-mail alone, until the next message of their order or
    /// a rebuild.
    /// - Parameters:
    ///   - filter: what else must be true of an order.
    ///   - byAddress: whether a customer's e-mail address finds orders; whoever may not see addresses must not be able to try
    ///     them out either.
    ///   - cursor: the last match of the page before.
    /// - Returns: the best first: exact ids, then the customer's orders and those with such a return, refund or parcel, newest
    ///   first, then the orders whose id begins like this, ascending.
    public func find(
        _ term: String, _ filter: OrderFilter = OrderFilter(), byAddress: Bool = true,
        after cursor: OrderMatchCursor? = nil,
        limit: Int
    ) async throws -> [OrderMatch] {
        let key = SearchTerm.normalized(term)
        guard !key.isEmpty else { return [] }
        var binds = Parameters()
        binds.append(key)
        binds.append(key + "\u{10FFFF}")
        // No customer has the empty address.
        binds.append(
            byAddress
                ? String(String.UnicodeScalarView(term.unicodeScalars.filter { $0.value > 0x20 })).lowercased() : "")
        binds.append(filter.salesChannel)
        binds.append(filter.status)
        binds.append(filter.email?.lowercased())
        binds.append(filter.since)
        binds.append(filter.until)
        binds.append(cursor?.rank.rawValue)
        binds.append(cursor?.order.orderedAt)
        binds.append(cursor?.order.orderID)
        binds.append(cursor?.order.salesChannel)
        binds.append(Int32(clamping: limit))
        return try await pool.withConnection { [binds] connection in
            var matches: [OrderMatch] = []
            for row in try connection.query(SQL.findOrders, binds) {
                matches.append(
                    OrderMatch(
                        order: try OrderSummary(row), rank: OrderMatch.Rank(rawValue: try row.int32(10)) ?? .beginning))
            }
            return matches
        }
    }
}
