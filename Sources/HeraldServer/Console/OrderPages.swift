internal import Console
internal import HTTPTypes
internal import Postgres
internal import Projection

/// Finding orders, and the newest ones.
struct OrderPages: Sendable {
    let door: ConsoleDoor
    let orders: OrderQueries
    let communications: CommunicationQueries

    /// How many communications stand beside the newest orders.
    private static let newest = 20

    init(_ door: ConsoleDoor, _ dependencies: ServerDependencies) {
        self.door = door
        orders = OrderQueries(pool: dependencies.pool)
        communications = CommunicationQueries(pool: dependencies.pool)
    }

    var routes: [Route] {
        [
            door.page("/", operation: "showStart", "The newest orders and communications.", start),
            door.page(
                "/orders", operation: "showOrders", "Orders that were looked for.",
                parameters: [.query("q", .text, "What to look for.")] + Parameter.page, find),
        ]
    }

    private func start(_ call: Call, _ visit: Visit) async throws -> Answer {
        let found = try await orders.list(OrderFilter(), limit: Self.newest + 1)
        let told = try await communications.list(CommunicationFilter(), limit: Self.newest)
        let page = FindPage(
            query: "",
            orders: OrderTable(found, limit: Self.newest, caption: "Newest orders") { "/orders?after=" + $0 },
            communications: CommunicationTable(told.map { CommunicationRow($0) }, caption: "Newest communications"))
        return door.writer.answer(page, visit)
    }

    private func find(_ call: Call, _ visit: Visit) async throws -> Answer {
        let query = call.text("q").map { $0.filter { !$0.isWhitespace } } ?? ""
        var filter = OrderFilter()
        if query.contains("@") { filter.email = query } else if !query.isEmpty { filter.query = query }
        let limit = try call.limit()
        let cursor = try call.orderCursor()
        let found = try await orders.list(filter, after: cursor, limit: limit + 1)
        if cursor == nil, !query.isEmpty, found.count == 1 {
            return door.writer.redirect(to: PagePath.order(found[0].salesChannel, found[0].orderID))
        }
        let path = "/orders?" + (query.isEmpty ? "" : "q=\(LocalPath.encoded(query))&") + "after="
        let page = FindPage(
            query: query,
            orders: OrderTable(found, limit: limit, caption: query.isEmpty ? "Orders, newest first" : "Orders found") {
                path + $0
            }, communications: nil)
        return door.writer.answer(page, visit, search: query)
    }
}
