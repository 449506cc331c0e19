import HeraldConfiguration
import HeraldServer

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
        try results.add(
            "POST /oms at \(Figures.grouped(Int(rate)))/s: from request to answer", answers.nanoseconds)
    }

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
