/// Sends requests over so many connections, at a rate or as fast as answers come.
typealias SendRequests =
    @Sendable (_ requests: [HTTPLoad.Request], _ connections: Int, _ rate: Double?) async throws -> HTTPLoadResult

/// How messages are sent over HTTP, whoever runs the server.
struct HTTPStages: Sendable {
    /// How long a steady load lasts, in seconds.
    static let steadySeconds = 20

    let head: RequestHead
    let connections: Int
    /// Connections that send many messages at a time.
    let bulkConnections: Int
    /// Lets earlier stages come to an end.
    let settle: @Sendable () async throws -> Void
    let send: SendRequests

    /// One message a request.
    /// - Returns: messages a second.
    func measureSingle(
        _ bodies: [[UInt8]], limit: BenchResults.Figure?, into results: inout BenchResults
    ) async throws -> Double {
        let requests = bodies.map { HTTPLoad.Request.message($0, head) }
        try await settle()
        Terminal.progress("POST /oms")
        let sent = try await send(requests, connections, nil)
        results.add(
            "POST /oms, one message a request, \(connections) connections", sent.answered, in: sent.duration,
            limit: limit)
        return Double(sent.answered) / max(Figures.seconds(sent.duration), 1e-6)
    }

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
            .post("/oms/import", type: "application/x-ndjson", Array(lines.joined(separator: [0x0A])), head)
        }
        let batches = requests(lines[half...], 100) { lines in
            .message([0x5B] + Array(lines.joined(separator: [0x2C])) + [0x5D], head)
        }
        for (name, requests, count) in [
            ("POST /oms/import, 1,000 messages a request", imports, half),
            ("POST /oms, 100 messages a batch", batches, lines.count - half),
        ] {
            try await settle()
            Terminal.progress(name)
            let sent = try await send(requests, bulkConnections, nil)
            results.add("\(name), \(bulkConnections) connections", count, in: sent.duration)
        }
    }

    /// How long answers take at half of what the service can take.
    /// - Parameter rate: messages a second.
    func measureAnswers(_ bodies: [[UInt8]], rate: Double, into results: inout BenchResults) async throws {
        let requests = bodies.map { HTTPLoad.Request.message($0, head) }
        try await settle()
        Terminal.progress("POST /oms at half of that")
        let answers = try await send(requests, connections, rate)
        try results.add(
            "POST /oms at \(Figures.grouped(Int(rate)))/s: from request to answer", answers.nanoseconds)
    }
}
