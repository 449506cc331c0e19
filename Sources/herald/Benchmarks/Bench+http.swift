import EventLog
import HeraldConfiguration
import HeraldServer
import Logging
import Postgres
import Projection
import SampleWorld
import Schema
import ServiceLifecycle

extension Bench {
    /// Single messages over HTTP, each answered after its commit, against single-row commits of as many clients.
    func measureHTTP(into results: inout BenchResults) async throws {
        let count = min(messages, 100_000)
        Terminal.progress("making messages for HTTP")
        var world = SampleWorld(
            SampleWorld.Options(orders: count, seed: 99, quirks: true, shuffle: false, duplicates: false))
        var bodies: [[UInt8]] = []
        while bodies.count < count, let line = world.next() { bodies.append(line) }

        try await settle()
        Terminal.progress("raw single-row commits")
        let raw = try await rawCommits(bodies)
        results.add("raw: single-row commits, \(raw.clients) clients", raw.count, in: raw.duration)
        let limit = results.figures.last

        Terminal.progress("POST /oms")
        let (appender, rejections) = (
            MessageAppender(pool: node.pool, limits: AppendLimits(lanes: node.configuration.ingest.lanes)),
            RejectedInputLog(pool: node.pool, logger: node.logger)
        )
        // The end of the measurement cancels connections; that is no error of the server.
        var quiet = node.logger
        quiet.logLevel = .critical
        let server = HeraldServer(
            settings: ServerSettings(host: "127.0.0.1", port: 0, parts: [.ingest], version: Herald.version),
            dependencies: ServerDependencies(
                pool: node.pool, appender: appender, rejections: rejections, policy: node.configuration.policy,
                metrics: node.metrics, shards: node.shards, now: { Node.now() }),
            logger: quiet)
        let (sent, duration) = try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await appender.run() }
            group.addTask { try await server.run() }
            defer { group.cancelAll() }
            guard let port = await server.untilListening() else { throw BenchError.unexpectedAnswer(0) }
            let load = HTTPLoad(port: port, connections: connections, bodies: bodies)
            let start = ContinuousClock.now
            let sent = try await load.run()
            return (sent, ContinuousClock.now - start)
        }
        results.add("POST /oms, one message a request, \(connections) connections", sent, in: duration, limit: limit)
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
