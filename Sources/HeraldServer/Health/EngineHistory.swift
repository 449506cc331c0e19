internal import Postgres
internal import Synchronization

/// How far log and read models were, minute by minute: what the console draws. Of the last hours, and of this process alone;
/// since it looks at the database, what other nodes do is in it.
final class EngineHistory: Sendable {
    struct Sample: Hashable, Sendable {
        /// Microseconds since 1970-01-01 00:00:00 UTC.
        var at: Int64
        /// All messages of the log.
        var taken: Int64
        /// All messages that are folded.
        var folded: Int64

        var behind: Int64 { max(0, taken - folded) }
    }

    /// A day of samples, one a minute.
    static let maximumSamples = 1440

    private let samples = Mutex<[Sample]>([])

    /// Looks again and again, until the task is cancelled.
    func run(_ pool: ConnectionPool, every interval: Duration, now: @Sendable () -> Int64) async {
        while !Task.isCancelled {
            // Without a database there is nothing to draw, and others say so.
            if let shards = try? await ProjectionStatus.all(pool) { add(Sample(shards, at: now())) }
            do { try await Task.sleep(for: interval) } catch { return }
        }
    }

    func add(_ sample: Sample) {
        samples.withLock { samples in
            samples.append(sample)
            samples.removeFirst(max(0, samples.count - Self.maximumSamples))
        }
    }

    var all: [Sample] { samples.withLock { $0 } }

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
