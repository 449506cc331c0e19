import HeraldConfiguration
import HeraldServer
import Postgres
import Schema

extension Bench {
    /// Messages over HTTP: one a request, each answered after its commit, against single-row commits of many clients; many a
    /// request; and how long answers and projection take at a steady load.
    func measureHTTP(into results: inout BenchResults) async throws {
        let count = min(messages, 100_000)
        // Enough for every stage, at whatever rate; made as they are taken.
        var source = BenchMessages(orders: 1_000_000, seed: 99, skippedIDs: 100_000_000)
        let bodies = source.take(count)
        try await settle()
        Terminal.progress("raw single-row commits")
        let raw = try await rawCommits(bodies)
        results.add("raw: single-row commits, \(raw.clients) clients", raw.count, in: raw.duration)
        let limit = results.figures.last

        let stages = HTTPStages(
            head: .own, connections: connections, bulkConnections: Self.bulkConnections, settle: { try await settle() },
            send: { requests, connections, rate in
                try await withServer(parts: [.ingest]) { port in
                    try await HTTPLoad(port: port, connections: connections, requests: requests, rate: rate).run()
                }
            })
        let rate = try await stages.measureSingle(bodies, limit: limit, into: &results)
        try await stages.measureBulk(source.take(count), into: &results)
        try await stages.measureAnswers(
            source.take(Int(rate / 2) * HTTPStages.steadySeconds), rate: rate / 2, into: &results)
        try await fold(node.configuration.policy)
        try await measureVisibility(source.take(Self.steadyRate * HTTPStages.steadySeconds), into: &results)
    }

    /// As many clients as the pool has connections commit one row after another.
    private func rawCommits(_ bodies: [[UInt8]]) async throws -> (count: Int, clients: Int, duration: Duration) {
        let clients = 32
        let pool = ConnectionPool(
            configuration: node.pool.configuration, limits: PoolLimits(minimum: 0, maximum: clients),
            logger: node.logger)
        let share = min(bodies.count, 40_000) / clients
        let start = ContinuousClock.now
        try await withThrowingTaskGroup(of: Void.self) { group in
            for client in 0..<clients {
                group.addTask {
                    try await pool.withConnection { connection in
                        for index in client * share..<(client + 1) * share {
                            try connection.execute(SQL.insertRaw, [Int64(10_000_000 + index), bodies[index]])
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
        let duration = ContinuousClock.now - start
        await pool.close()
        return (share * clients, clients, duration)
    }
}
