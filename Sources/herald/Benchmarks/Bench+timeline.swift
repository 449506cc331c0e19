import HeraldServer
import Postgres
import Schema

extension Bench {
    /// Timelines a second.
    private static let timelineRate = 2_000
    private static let timelineSeconds = 10
    private static let timelineConnections = 16

    /// How long it takes to read the story of an order, while many are read.
    func measureTimeline(into results: inout BenchResults) async throws {
        let paths = try await node.pool.withConnection { connection in
            try connection.query(SQL.someOrders, [Int64(5_000)]).map { row in
                "/api/v1/orders/\(try row.string(0))/\(try row.string(1))/timeline"
            }
        }
        guard !paths.isEmpty else { throw BenchError.tooFew }
        let requests = (0..<Self.timelineRate * Self.timelineSeconds).map { index in
            HTTPLoad.Request.get(paths[index * 7 % paths.count])
        }
        try await settle()
        Terminal.progress("GET timeline")
        let answers = try await withServer(parts: [.api]) { port in
            // Whatever is made at the first request is made before.
            _ = try await HTTPLoad(
                port: port, connections: Self.timelineConnections, requests: Array(requests.prefix(500))
            )
            .run()
            return try await HTTPLoad(
                port: port, connections: Self.timelineConnections, requests: requests, rate: Double(Self.timelineRate)
            ).run()
        }
        results.add("GET timeline at \(Figures.grouped(Self.timelineRate))/s", answers.nanoseconds)
    }
}
