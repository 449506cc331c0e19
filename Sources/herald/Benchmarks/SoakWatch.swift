import Postgres
import Schema
import Synchronization

/// Collects what happens in one interval of a soak after the other.
final class SoakWatch: Sendable {
    /// What the server and the system say at one moment.
    struct Sample {
        let at = ContinuousClock.now
        let processorTime = ProcessUsage.processorTime
        let residentBytes: Int?
        let tables: [String: Table]

        struct Table {
            let bytes, live, dead, vacuums: Int
        }

        init(_ connection: isolated Connection) throws {
            residentBytes = ProcessUsage.residentBytes
            var tables: [String: Table] = [:]
            for row in try connection.query(SQL.tableStorage) {
                tables[try row.string(0)] = Table(
                    bytes: Int(try row.int64(1)), live: Int(try row.int64(2)), dead: Int(try row.int64(3)),
                    vacuums: Int(try row.int64(4)))
            }
            self.tables = tables
        }

        var logBytes: Int { tables["message"]?.bytes ?? 0 }
        var orderBytes: Int { tables["order_state"]?.bytes ?? 0 }
        var communicationBytes: Int {
            tables.filter { $0.key.hasPrefix("communication") || $0.key.hasPrefix("delivery") }
                .reduce(0) { $0 + $1.value.bytes }
        }
    }

    private struct Answers {
        var nanoseconds: [Int64] = []
        var refused = 0
    }

    let lag = ProjectionLag()
    private let answers = Mutex(Answers())
    /// How many messages were sent in all; negative while it is not known.
    private let total = Atomic<Int>(-1)

    /// Whether the last answer has come.
    var isOver: Bool { total.load(ordering: .acquiring) >= 0 }

    /// How many messages were sent, once it is over.
    var sent: Int { max(0, total.load(ordering: .acquiring)) }

    /// The last answer has come.
    /// - Parameter sent: how many messages were sent, refused ones included.
    func end(sent: Int) { total.store(sent, ordering: .releasing) }

    /// Notes an answer; one that does not refuse says where the message is.
    func answered(_ answer: HTTPLoad.Answered) throws {
        guard answer.status == 200 else { return answers.withLock { $0.refused += 1 } }
        answers.withLock { $0.nanoseconds.append(answer.nanoseconds) }
        try lag.answered(answer.body)
    }

    /// What happened between two samples. Answers and lags are forgotten with that.
    /// - Parameter start: when the load began.
    func interval(from before: Sample, to after: Sample, since start: ContinuousClock.Instant) -> SoakReport.Interval {
        let answers = answers.withLock { answers in
            defer { answers = Answers() }
            return answers
        }
        let (times, lags) = (answers.nanoseconds.sorted(), lag.take())
        let count = times.count
        let seconds = max(Figures.seconds(after.at - before.at), 1e-6)
        var interval: SoakReport.Interval = [
            "seconds": Int(Figures.seconds(after.at - start).rounded()),
            "answered": count,
            "per_second": Int((Double(count) / seconds).rounded()),
            "refused": answers.refused,
            "lag_samples": lags.count,
            "processor_percent": Int(
                (Figures.seconds(after.processorTime - before.processorTime) / seconds * 100).rounded()),
            "log_bytes": after.logBytes,
            "order_bytes": after.orderBytes,
            "communication_bytes": after.communicationBytes,
        ]
        interval["resident_bytes"] = after.residentBytes
        if count > 0 {
            interval["answer_median_us"] = Self.microseconds(0.5, of: times)
            interval["answer_99_us"] = Self.microseconds(0.99, of: times)
            interval["log_bytes_per_message"] = (after.logBytes - before.logBytes) / count
            interval["order_bytes_per_message"] = (after.orderBytes - before.orderBytes) / count
            interval["communication_bytes_per_message"] =
                (after.communicationBytes - before.communicationBytes) / count
        }
        if !lags.isEmpty {
            interval["lag_median_us"] = Self.microseconds(0.5, of: lags)
            interval["lag_99_us"] = Self.microseconds(0.99, of: lags)
        }
        for name in SoakMeasure.changed {
            guard let table = after.tables[name] else { continue }
            interval["\(name)_bytes"] = table.bytes
            interval["\(name)_live_rows"] = table.live
            interval["\(name)_dead_rows"] = table.dead
            interval["\(name)_vacuums"] = table.vacuums
        }
        return interval
    }

    private static func microseconds(_ share: Double, of nanoseconds: [Int64]) -> Int {
        Int(HTTPLoadResult.percentile(share, of: nanoseconds) / 1_000)
    }
}
