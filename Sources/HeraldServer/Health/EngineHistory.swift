internal import Postgres
internal import Schema

/// How far log and read models were, minute by minute: what the console draws. Nodes share it, and it outlives them.
struct EngineHistory: Sendable {
    struct Sample: Hashable, Sendable {
        /// Microseconds since 1970-01-01 00:00:00 UTC.
        var at: Int64
        /// All messages of the log.
        var taken: Int64
        /// All messages that are folded.
        var folded: Int64

        var behind: Int64 { max(0, taken - folded) }
    }

    /// In seconds.
    static let interval = 60

    let pool: ConnectionPool

    /// Looks again and again, until the task is cancelled.
    func run(now: @Sendable () -> Int64) async {
        while !Task.isCancelled {
            // Without a database there is nothing to draw, and others say so.
            if let shards = try? await ProjectionStatus.all(pool) { try? await record(Sample(shards, at: now())) }
            do { try await Task.sleep(for: .seconds(Self.interval)) } catch { return }
        }
    }

    /// Records a sample, unless its minute has one.
    func record(_ sample: Sample) async throws {
        let binds: Parameters = [PostgresTimestamp(microsecondsSince1970: sample.at), sample.taken, sample.folded]
        _ = try await pool.withConnection { try $0.execute(SQL.recordEngineSample, binds) }
    }

    /// The samples since a moment, oldest first.
    /// - Parameter start: in microseconds since 1970; a day ago at most.
    func samples(since start: Int64) async throws -> [Sample] {
        try await pool.withConnection { connection in
            try connection.query(SQL.listEngineSamples, [PostgresTimestamp(microsecondsSince1970: start)]).map { row in
                Sample(
                    at: try row.timestamp(0).microsecondsSince1970, taken: try row.int64(1), folded: try row.int64(2))
            }
        }
    }

    /// What happened in equal parts of time: how many messages came, and how many were behind at most.
    /// - Parameters:
    ///   - start: the beginning of the first part, in microseconds.
    ///   - partLength: in microseconds.
    static func parts(
        of samples: [Sample], from start: Int64, partLength: Int64, count: Int
    ) -> (taken: [Int], behind: [Int]) {
        var taken = [Int](repeating: 0, count: count)
        var behind = [Int](repeating: 0, count: count)
        for (index, sample) in samples.enumerated() {
            guard sample.at >= start, sample.at < start + partLength * Int64(count) else { continue }
            let part = Int((sample.at - start) / partLength)
            behind[part] = max(behind[part], Int(clamping: sample.behind))
            if index > 0 { taken[part] += Int(clamping: max(0, sample.taken - samples[index - 1].taken)) }
        }
        return (taken, behind)
    }
}

extension EngineHistory.Sample {
    init(_ shards: [ProjectionStatus], at now: Int64) {
        self.init(
            at: now, taken: shards.reduce(0) { $0 + $1.head }, folded: shards.reduce(0) { $0 + $1.checkpoint })
    }
}
