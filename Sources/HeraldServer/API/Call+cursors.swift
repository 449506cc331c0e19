internal import OMSMessages
internal import Postgres
internal import Projection

extension OrderCursor {
    /// Behind an order of the list.
    init(after last: OrderSummary) {
        self.init(orderedAt: last.orderedAt, orderID: last.orderID, salesChannel: last.salesChannel)
    }

    /// As `after` takes it.
    var text: String {
        Cursor.text("orders") { json in
            json.value(orderedAt.microsecondsSince1970)
            json.value(orderID)
            json.value(salesChannel)
        }
    }
}

extension OrderMatchCursor {
    /// Behind an order that was found.
    init(after last: OrderMatch) { self.init(rank: last.rank, order: OrderCursor(after: last.order)) }

    /// As `after` takes it.
    var text: String {
        Cursor.text("found orders") { json in
            json.value(Int(rank.rawValue))
            json.value(order.orderedAt.microsecondsSince1970)
            json.value(order.orderID)
            json.value(order.salesChannel)
        }
    }
}

extension CommunicationCursor {
    /// As `after` takes it.
    var text: String {
        Cursor.text("communications") { json in
            json.value(decidedAt.microsecondsSince1970)
            json.value(id.description)
        }
    }
}

extension CommunicationFilter {
    /// What may be asked of communications, by the API and the console alike.
    static let parameters: [Parameter] = [
        .query("kind", .oneOf(Words.kinds), "Of this kind."),
        .query("status", .oneOf(Words.statuses), "With this status."),
        .query("reason", .text, "With this reason."),
        .query("audience", .oneOf(Words.audiences), "To this audience."),
        .query("channel", .text, "Of this sales channel."), .query("order", .text, "About this order id."),
        .query("since", .time, "At or after."), .query("until", .time, "Before."),
    ]
}

extension Call {
    /// Where a list of orders goes on.
    func orderCursor() throws(Problem) -> OrderCursor? {
        try cursor(of: "orders", count: 3).map { values throws(Problem) in
            guard let at = values[0].instant, let order = values[1].string, let channel = values[2].string else {
                throw Cursor.invalid
            }
            return OrderCursor(orderedAt: at, orderID: order, salesChannel: channel)
        }
    }

    /// Where the orders of a search go on.
    func foundOrderCursor() throws(Problem) -> OrderMatchCursor? {
        try cursor(of: "found orders", count: 4).map { values throws(Problem) in
            guard let rank = values[0].int.flatMap({ OrderMatch.Rank(rawValue: Int32(clamping: $0)) }),
                let at = values[1].instant, let order = values[2].string, let channel = values[3].string
            else { throw Cursor.invalid }
            return OrderMatchCursor(
                rank: rank, order: OrderCursor(orderedAt: at, orderID: order, salesChannel: channel))
        }
    }

    /// Where a list of communications goes on.
    func communicationCursor() throws(Problem) -> CommunicationCursor? {
        try cursor(of: "communications", count: 2).map { values throws(Problem) in
            guard let at = values[0].instant, let id = values[1].string.flatMap({ PostgresUUID($0) }) else {
                throw Cursor.invalid
            }
            return CommunicationCursor(decidedAt: at, id: id)
        }
    }

    /// What is asked of communications; the API and the console have the same filters.
    func communicationFilter() throws(Problem) -> CommunicationFilter {
        var filter = CommunicationFilter()
        filter.kind = try word("kind", of: Words.kinds)
        filter.status = try word("status", of: Words.statuses)
        filter.audience = try word("audience", of: Words.audiences)
        filter.reason = text("reason")
        filter.salesChannel = text("channel")
        filter.orderID = text("order")
        filter.since = try instant("since")
        filter.until = try instant("until")
        return filter
    }
}
