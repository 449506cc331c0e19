import EventLog
import HeraldConfiguration
import HeraldServer
import NIOCore
import OMSMessages
import Postgres
import Projection
import Schema
import Synchronization

extension Bench {
    /// Connections that send many messages at a time.
    static let bulkConnections = 8
    /// How long a steady load lasts, in seconds.
    static let steadySeconds = 20
    /// Messages a second at which it is watched when what was taken is projected.
    static let steadyRate = 1_000

    /// Many messages a request: NDJSON, and arrays of JSON-RPC calls.
    func measureBulk(_ lines: [[UInt8]], into results: inout BenchResults) async throws {
        let half = lines.count / 2
        /// Requests of so many messages each.
        func requests(
            _ lines: ArraySlice<[UInt8]>, _ size: Int, _ make: ([[UInt8]]) -> HTTPLoad.Request
        ) -> [HTTPLoad.Request] {
            stride(from: lines.startIndex, to: lines.endIndex, by: size).map { start in
                make(Array(lines[start..<min(start + size, lines.endIndex)]))
            }
        }
        let imports = requests(lines[..<half], 1_000) { lines in
            .post("/oms/import", type: "application/x-ndjson", Array(lines.joined(separator: [0x0A])))
        }
        let batches = requests(lines[half...], 100) { lines in
            .message([0x5B] + Array(lines.joined(separator: [0x2C])) + [0x5D])
        }
        for (name, requests, count) in [
            ("POST /oms/import, 1,000 messages a request", imports, half),
            ("POST /oms, 100 messages a batch", batches, lines.count - half),
        ] {
            try await settle()
            Terminal.progress(name)
            let sent = try await withServer(parts: [.ingest]) { port in
                try await HTTPLoad(port: port, connections: Self.bulkConnections, requests: requests).run()
            }
            results.add("\(name), \(Self.bulkConnections) connections", count, in: sent.duration)
        }
    }

    /// How long answers take at half of what the service can take.
    /// - Parameter rate: messages a second.
    func measureAnswers(_ bodies: [[UInt8]], rate: Double, into results: inout BenchResults) async throws {
        let requests = bodies.map { HTTPLoad.Request.message($0) }
        try await settle()
        Terminal.progress("POST /oms at half of that")
        let answers = try await withServer(parts: [.ingest]) { port in
            try await HTTPLoad(port: port, connections: connections, requests: requests, rate: rate).run()
        }
        results.add(
            "POST /oms at \(Figures.grouped(Int(rate)))/s: from request to answer", answers.nanoseconds)
    }

    /// How long after its answer a message is projected, and what follows from it is there, at a steady load.
    func measureVisibility(_ bodies: [[UInt8]], into results: inout BenchResults) async throws {
        let requests = bodies.map { HTTPLoad.Request.message($0) }
        try await settle()
        Terminal.progress("POST /oms at a steady load, projected")
        let watch = ProjectionLag()
        let pool = node.pool
        _ = try await withServer(parts: [.ingest, .api], folding: node.configuration.policy) { port in
            var load = HTTPLoad(
                port: port, connections: connections, requests: requests, rate: Double(Self.steadyRate))
            load.onAnswer = { _, body in watch.answered(Array(body)) }
            let fixed = load
            return try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    while !Task.isCancelled {
                        watch.look(try await pool.withConnection { try $0.query(SQL.liveCheckpoints) })
                        // Often enough to tell milliseconds, seldom enough not to be what is measured.
                        try? await Task.sleep(for: .milliseconds(2))
                    }
                }
                let answers = try await fixed.run()
                let end = ContinuousClock.now + .seconds(60)
                while watch.isWaiting {
                    guard .now < end else { throw BenchError.notProjected }
                    try await Task.sleep(for: .milliseconds(5))
                }
                group.cancelAll()
                return answers
            }
        }
        results.add("at \(Figures.grouped(Self.steadyRate))/s: from answer to projected", watch.nanoseconds)
    }
}

/// Notes when messages were answered, and when a checkpoint was seen behind them.
private final class ProjectionLag: Sendable {
    private struct State {
        /// By shard: positions and when they were answered.
        var waiting: [Int16: [(position: Int64, at: ContinuousClock.Instant)]] = [:]
        var nanoseconds: [Int64] = []
    }

    private let state = Mutex(State())

    /// Notes an answer of `POST /oms`.
    func answered(_ body: [UInt8]) {
        let now = ContinuousClock.now
        guard let result = try? JSONDocument(body).root["result"], let shard = result["shard"]?.int,
            let position = result["position"]?.int
        else { return }
        state.withLock { $0.waiting[Int16(clamping: shard), default: []].append((Int64(position), now)) }
    }

    /// Notes how far the projection is: rows of `live_checkpoints`.
    func look(_ rows: Rows) {
        let now = ContinuousClock.now
        state.withLock { state in
            for row in rows {
                guard let shard = try? row.int16(0), let checkpoint = try? row.int64(1),
                    let waiting = state.waiting[shard]
                else { continue }
                for entry in waiting where entry.position <= checkpoint {
                    // It may have been projected before its answer was read.
                    state.nanoseconds.append(max(0, Int64((now - entry.at) / .nanoseconds(1))))
                }
                state.waiting[shard] = waiting.filter { $0.position > checkpoint }
            }
        }
    }

    var isWaiting: Bool { state.withLock { $0.waiting.values.contains { !$0.isEmpty } } }
    /// Ascending.
    var nanoseconds: [Int64] { state.withLock { $0.nanoseconds.sorted() } }
}
