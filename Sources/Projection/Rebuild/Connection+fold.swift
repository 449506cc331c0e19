import Communications
import EventLog
import Postgres
import Schema

/// What a rebuild does with the portions of one shard.
struct ShardTask {
    let shard: Int16
    /// The generation that serves.
    let live: Int32
    /// The position up to which the shard is folded.
    let position: Int64
    /// Orders that are parked in the generation that serves.
    let parked: Set<String>
    /// The last order of the log, once all are folded.
    var last = ""
}

extension Connection {
    /// Folds a shard up to its live checkpoint in one snapshot, and hands it to `body` portion by portion within it.
    /// - Parameters:
    ///   - other: a policy to compare with, if any.
    ///   - capturesFacts: whether the facts of communications matter.
    ///   - portionSize: how many messages are read for one portion.
    ///   - completion: called when all portions are through.
    func fold(
        _ shard: Int16, policy: Policy, comparedWith other: Policy? = nil, capturesFacts: Bool, portionSize: Int,
        progress: @Sendable (Int) -> Void,
        _ body: @Sendable (Portion, ShardTask, inout RebuildReport, isolated Connection) throws -> Void,
        completion: @Sendable (ShardTask, inout RebuildReport, isolated Connection) throws -> Void = { _, _, _ in }
    ) throws -> RebuildReport {
        try transaction(.repeatableRead) { connection in
            var report = RebuildReport()
            guard let checkpoint = try connection.query(SQL.readLiveCheckpoint, [shard]).first else { return report }
            let (live, position) = (try checkpoint.int32(0), try checkpoint.int64(1))
            _ = try connection.query(SQL.widenReading)
            try connection.checkForHoles(shard, through: position)
            var parked = Set<String>()
            for row in try connection.query(SQL.storedParked, [shard, live]) { parked.insert(try row.string(0)) }
            var task = ShardTask(shard: shard, live: live, position: position, parked: parked)
            var rules = try connection.rules(forAllOf: shard, policy: policy)
            rules.capturesFacts = capturesFacts
            var fold = ShardFold(
                shard: shard, through: position, portionSize: portionSize, rules: rules,
                comparedWith: other.map(rules.with(policy:)))
            var folded = 0
            while let portion = try fold.next(
                on: connection,
                onProgress: { count in
                    folded += count
                    progress(count)
                })
            {
                report.orders += portion.orders
                report.communications += portion.communications
                report.parkedOrders += portion.parked.count
                try body(portion, task, &report, connection)
            }
            task.last = fold.lastOrder
            try completion(task, &report, connection)
            report.messages = Int(position)
            // Those that name no order were not even read.
            progress(Int(position) - folded)
            return report
        }
    }

    /// Positions have no gaps: a hole is corruption, and going on would hide it for ever.
    /// - Throws: ``ProjectionError/hole(shard:expected:found:)`` where the log lacks a position.
    private func checkForHoles(_ shard: Int16, through position: Int64) throws {
        guard try query(SQL.countMessagesThrough, [shard, position]).first?.int64(0) != position else { return }
        guard let hole = try query(SQL.findHole, [shard, position]).only else {
            let count = try query(SQL.countMessagesThrough, [shard, position]).first?.int64(0) ?? 0
            throw ProjectionError.hole(shard: shard, expected: count + 1, found: position)
        }
        throw ProjectionError.hole(shard: shard, expected: try hole.int64(0), found: try hole.int64(1))
    }
}
