/// How timelines are read, whoever runs the server: each of another order as long as there are enough.
struct TimelineStages: Sendable {
    static let seconds = 10
    static let connections = 16
    /// Whatever is made at the first request is made before.
    private static let warming = 500

    /// Timelines a second.
    let rate: Int

    private var count: Int { rate * Self.seconds }
    /// So many orders are needed that none is read twice.
    var orders: Int { Self.warming + 2 * count }

    /// - Parameters:
    ///   - paths: of timelines, at least one.
    ///   - what: what orders these are.
    func measure(
        _ paths: [String], _ what: String, _ head: RequestHead, send: SendRequests, into results: inout BenchResults
    ) async throws {
        func requests(_ range: Range<Int>) -> [HTTPLoad.Request] {
            range.map { index in .get(paths[index % paths.count], head) }
        }
        let first = requests(0..<Self.warming)
        let even = requests(Self.warming..<Self.warming + count)
        let quick = requests(Self.warming + count..<orders)
        Terminal.progress("GET timeline")
        _ = try await send(first, Self.connections, nil)
        let steady = try await send(even, Self.connections, Double(rate))
        let fast = try await send(quick, Self.connections, nil)
        try results.add(
            "GET timeline of \(Figures.grouped(min(count, paths.count))) \(what), at \(Figures.grouped(rate))/s",
            steady.nanoseconds)
        let others = paths.count > Self.warming + count ? "others" : "the same"
        results.add("timelines of \(others), \(Self.connections) connections", fast.answered, in: fast.duration)
    }
}
