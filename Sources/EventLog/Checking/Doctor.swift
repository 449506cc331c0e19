public import Postgres
internal import Schema

/// Checks the event log: no hole, no changed byte, no message on the wrong shard, counters that agree.
///
/// Reads everything once, shard by shard, each in one snapshot, so that it may run beside appends; memory does not grow
/// with the log.
public struct Doctor: Sendable {
    /// Findings a shard reports; all are counted.
    public static let maximumFindings = 100

    let pool: ConnectionPool

    public init(pool: ConnectionPool) { self.pool = pool }

    /// Checks all shards, two at a time.
    ///
    /// - Parameter onShard: called after every shard with the number of shards done, and of all.
    public func examine(onShard: @Sendable (Int, Int) -> Void = { _, _ in }) async throws -> DoctorReport {
        let (shards, heads, bounds) = try await pool.withConnection { connection in
            (try connection.shardCount(), try connection.heads(), try connection.shardBounds())
        }
        var report = DoctorReport()
        checkCounters(shards, heads, bounds, &report)
        try await withThrowingTaskGroup(of: ShardInspection.Outcome.self) { group in
            var waiting = (0..<Int16(clamping: shards)).makeIterator()
            var done = 0
            for _ in 0..<2 { if let shard = waiting.next() { group.addTask { try await examine(shard, shards) } } }
            while let outcome = try await group.next() {
                if let shard = waiting.next() { group.addTask { try await examine(shard, shards) } }
                report.messages += outcome.messages
                report.found += outcome.found
                report.findings += outcome.findings
                done += 1
                onShard(done, shards)
            }
        }
        report.findings.sort {
            ($0.shard, $0.positions?.lowerBound ?? 0) < ($1.shard, $1.positions?.lowerBound ?? 0)
        }
        return report
    }

    private func examine(_ shard: Int16, _ shards: Int) async throws -> ShardInspection.Outcome {
        let options = TransactionOptions(isolation: .repeatableRead, readOnly: true)
        return try await pool.transaction(options, retries: 0) { connection in
            var inspection = ShardInspection(shard: shard, shards: shards, limit: Self.maximumFindings)
            let counter = try connection.heads()[shard]
            try connection.copyMessages(shard: shard) { inspection.inspect($0) }
            inspection.finish(counter: counter)
            return inspection.outcome
        }
    }

    private func checkCounters(
        _ shards: Int, _ heads: [Int16: Int64], _ bounds: ClosedRange<Int16>?, _ report: inout DoctorReport
    ) {
        func add(_ kind: LogFinding.Kind, _ shard: Int16, _ explanation: String) {
            report.found += 1
            report.findings.append(LogFinding(kind: kind, shard: shard, positions: nil, explanation: explanation))
        }
        let expected = 0..<Int16(clamping: shards)
        for shard in expected where heads[shard] == nil { add(.counterMismatch, shard, "the shard has no counter") }
        for shard in heads.keys where !expected.contains(shard) {
            add(.counterMismatch, shard, "there is a counter for a shard this database does not have")
        }
        guard let bounds else { return }
        for shard in Set([bounds.lowerBound, bounds.upperBound]) where !expected.contains(shard) {
            add(.unknownShard, shard, "there are messages on a shard this database does not have")
        }
    }
}

extension Connection {
    /// The lowest and highest shard that has messages.
    fileprivate func shardBounds() throws -> ClosedRange<Int16>? {
        guard let row = try query(SQL.readShardBounds).only, let low = try row.optionalInt16(0),
            let high = try row.optionalInt16(1)
        else { return nil }
        return low...high
    }
}
