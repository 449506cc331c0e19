import HeraldServer
import Postgres
import Schema

extension Bench {
    /// How long it takes to read the story of an order, while many are read: each of another order as long as there are
    /// enough, and at last as fast as answers come.
    func measureTimeline(into results: inout BenchResults) async throws {
        let stages = TimelineStages(rate: timelineRate)
        let orders = try await someOrders(stages.orders)
        try await settle()
        let before = results
        results = try await withServer(parts: [.api]) { port in
            var results = before
            try await stages.measure(
                orders.paths, "orders, \(Figures.decimal(orders.messages)) messages each", .own,
                send: { requests, connections, rate in
                    try await HTTPLoad(port: port, connections: connections, requests: requests, rate: rate).run()
                }, into: &results)
            return results
        }
    }

    /// The paths of the timelines of complete orders, and how many messages they have on average.
    /// - Throws: ``BenchError/shortOrders(_:usual:)`` where they have fewer than all orders of this log.
    private func someOrders(_ count: Int) async throws -> (paths: [String], messages: Double) {
        let found = try await node.pool.withConnection { connection in
            try connection.query(SQL.someOrders, [Int64(count)]).map { row in
                (
                    path: "/api/v1/orders/\(try row.string(0))/\(try row.string(1))/timeline",
                    messages: try row.int64(2)
                )
            }
        }
        guard !found.isEmpty else { throw BenchError.tooFew }
        let messages = Double(found.map(\.messages).reduce(0, +)) / Double(found.count)
        let all = try await node.pool.withConnection { try $0.query(SQL.messagesPerOrder)[0].double(0) }
        guard messages >= 0.9 * all else { throw BenchError.shortOrders(messages, usual: all) }
        return (found.map(\.path), messages)
    }
}
