import HeraldServer
import Postgres
import Schema

extension Bench {
    /// Timelines a second.
    private static let timelineRate = 2_000
    private static let timelineSeconds = 10
    private static let timelineConnections = 16

    /// How long it takes to read the story of an order, while many are read: each of another order as long as there are
    /// enough, and at last as fast as answers come.
    func measureTimeline(into results: inout BenchResults) async throws {
        let count = Self.timelineRate * Self.timelineSeconds
        // No order is read twice, if there are enough.
        let warming = 500
        let orders = try await someOrders(warming + 2 * count)
        func requests(_ range: Range<Int>) -> [HTTPLoad.Request] {
            range.map { index in .get(orders.paths[index % orders.paths.count]) }
        }
        let first = requests(0..<warming)
        let (even, quick) = (requests(warming..<warming + count), requests(warming + count..<warming + 2 * count))
        try await settle()
        Terminal.progress("GET timeline")
        let (steady, fast) = try await withServer(parts: [.api]) { port in
            func ask(_ requests: [HTTPLoad.Request], rate: Double? = nil) async throws -> HTTPLoadResult {
                try await HTTPLoad(
                    port: port, connections: Self.timelineConnections, requests: requests, rate: rate
                ).run()
            }
            // Whatever is made at the first request is made before.
            _ = try await ask(first)
            return (try await ask(even, rate: Double(Self.timelineRate)), try await ask(quick))
        }
        let what =
            "GET timeline of \(Figures.grouped(min(count, orders.paths.count))) orders, "
            + "\(Figures.decimal(orders.messages)) messages each"
        try results.add("\(what), at \(Figures.grouped(Self.timelineRate))/s", steady.nanoseconds)
        results.add("timelines of others, \(Self.timelineConnections) connections", fast.answered, in: fast.duration)
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
