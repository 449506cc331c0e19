import HeraldConfiguration
import HeraldServer

extension Bench {
    /// Connections that send many messages at a time.
    static let bulkConnections = 8
    /// Messages a second at which it is watched when what was taken is projected.
    static let steadyRate = 1_000

    /// How long after its answer a message is projected, and what follows from it is there, at a steady load.
    func measureVisibility(_ bodies: [[UInt8]], into results: inout BenchResults) async throws {
        let requests = bodies.map { HTTPLoad.Request.message($0) }
        try await settle()
        Terminal.progress("POST /oms at a steady load, projected")
        let lag = ProjectionLag()
        let pool = node.pool
        try await withServer(parts: [.ingest, .api], folding: node.configuration.policy) { port in
            var load = HTTPLoad(
                port: port, connections: connections, requests: requests, rate: Double(Self.steadyRate))
            load.onAnswer = { try lag.answered($0.body) }
            let fixed = load
            try await withThrowingTaskGroup(of: Void.self) { group in
                // Often enough to tell milliseconds, seldom enough not to be what is measured.
                group.addTask { try await lag.watch(pool, every: .milliseconds(2)) }
                group.addTask {
                    _ = try await fixed.run()
                    try await lag.untilProjected()
                }
                defer { group.cancelAll() }
                // The watch ends by failing alone.
                try await group.next()
            }
        }
        try results.add("at \(Figures.grouped(Self.steadyRate))/s: from answer to projected", lag.take())
    }
}
