public import Communications
import EventLog
public import Logging
public import Postgres
import Schema
import Synchronization

/// Derives everything from the log again: compares it with what is stored, or fills a new generation and lets it serve.
///
/// Sends nothing, ever: communications are compared and never written. Source: decision table, section 6.
public struct Rebuild: Sendable {
    let pool: ConnectionPool
    let policy: Policy
    private let workers: Int
    private let portionSize: Int
    private let actor: String
    private let logger: Logger
    private let onProgress: @Sendable (_ messages: Int, _ total: Int) -> Void

    /// - Parameters:
    ///   - workers: how many shards are folded at the same time.
    ///   - portionSize: how many messages are read before the orders among them are compared and stored; what a worker holds
    ///     in memory grows with it.
    ///   - actor: who asks for it; recorded when a new generation begins to serve.
    ///   - onProgress: called now and then with how many messages are folded, of how many.
    public init(
        pool: ConnectionPool, policy: Policy, workers: Int = 2, portionSize: Int = 10_000,
        actor: String = "herald", logger: Logger,
        onProgress: @escaping @Sendable (_ messages: Int, _ total: Int) -> Void = { _, _ in }
    ) {
        self.pool = pool
        self.policy = policy
        self.workers = max(1, workers)
        self.portionSize = portionSize
        self.actor = actor
        self.logger = logger
        self.onProgress = onProgress
    }

    /// Compares what is stored with what the log says, and changes nothing.
    public func verify() async throws -> RebuildReport {
        try await overShards { [policy, portionSize] shard, progress, connection in
            let comparison = ShardComparison(isThorough: true)
            return try connection.fold(
                shard, policy: policy, capturesFacts: true, portionSize: portionSize, progress: progress
            ) {
                portion, task, report, connection in
                try connection.compare(portion, of: task, comparison, into: &report)
            } completion: { task, report, connection in
                try connection.compareRest(of: task, comparison, into: &report)
            }
        }
    }

    /// Derives the communications with another policy beside this one: who would have been told what.
    public func compare(with other: Policy) async throws -> RebuildReport {
        try await overShards { [policy, portionSize] shard, progress, connection in
            try connection.fold(
                shard, policy: policy, comparedWith: other, capturesFacts: false, portionSize: portionSize,
                progress: progress
            ) {
                portion, _, report, _ in
                portion.differencesOfPolicies(into: &report)
            }
        }
    }

    /// Fills a new generation from the log and lets it serve; the old one stays for a return.
    ///
    /// The live generation goes on all the while. It is reported which communications differ from the recorded ones; what they
    /// say is compared by ``verify()``.
    /// - Throws: ``RebuildError/running`` if another rebuild is under way.
    public func rebuild() async throws -> RebuildReport {
        // A connection of its own holds the lock: it goes with the process, however that ends.
        let lock = try await Connection.connect(pool.configuration, logger: logger)
        do {
            guard try await lock.perform({ try $0.query(SQL.lockRebuild).first?.bool(0) }) == true else {
                throw RebuildError.running
            }
            let report = try await rebuildAlone()
            await lock.close()
            return report
        } catch {
            await lock.close()
            throw error
        }
    }

    private func rebuildAlone() async throws -> RebuildReport {
        let start = ContinuousClock.now
        let generation = try await pool.withConnection { connection in
            try connection.transaction { connection in
                try connection.query(SQL.createGeneration).first!.int32(0)
            }
        }
        do {
            var report = try await fill(generation)
            try await index(generation)
            try await pool.withConnection { connection in
                _ = try connection.query(SQL.attachGeneration, [generation])
            }
            try await catchUp(generation)
            report.generation = generation
            report.duration = .now - start
            let text = report.summary
            try await switchOver(to: generation, report: text)
            return report
        } catch {
            // What was filled is of no use to anybody; the live generation was never touched.
            await Task { [pool] in
                _ = try? await pool.withConnection { try $0.query(SQL.dropGeneration, [generation]) }
            }.value
            throw error
        }
    }

    private func fill(_ generation: Int32) async throws -> RebuildReport {
        try await overShards { [policy, portionSize] shard, progress, connection in
            // The read models are replaced anyway, and what was told to people stays told.
            let comparison = ShardComparison(isThorough: false)
            return try connection.fold(
                shard, policy: policy, capturesFacts: false, portionSize: portionSize, progress: progress
            ) {
                portion, task, report, connection in
                try connection.compare(portion, of: task, comparison, into: &report)
                try connection.store(portion, generation: generation)
            } completion: { task, report, connection in
                try connection.compareRest(of: task, comparison, into: &report)
                try connection.execute(SQL.advanceCheckpoints, [[shard], generation, [Int64(0)], [task.position]])
                try connection.execute(
                    SQL.recordRebuiltShard,
                    [shard, generation, Int64(report.differenceCount), report.firstDifferences])
                _ = try connection.query(SQL.deferFlush)
            }
        }
    }

    /// Builds the indexes of a filled generation over two connections, since nothing else is left to do meanwhile.
    private func index(_ generation: Int32) async throws {
        try await withThrowingTaskGroup { group in
            for statement in [SQL.indexGenerationTerms, SQL.indexGenerationKeys] {
                group.addTask { [pool] in
                    try await pool.withConnection { connection in
                        try connection.transaction { connection in
                            _ = try connection.query(SQL.deferFlush)
                            _ = try connection.query(statement, [generation])
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    /// Follows the live generation until little is left, so that the switch is short.
    private func catchUp(_ generation: Int32) async throws {
        for _ in 0..<100 {
            let advanced = try await pool.withConnection { [policy] connection in
                try connection.catchUp(generation, policy: policy)
            }
            if advanced < 1000 { return }
        }
    }

    private func switchOver(to generation: Int32, report: String) async throws {
        try await pool.withConnection { [policy, actor] connection in
            try connection.transaction { connection in
                _ = try connection.query(SQL.lockLiveCheckpoints)
                _ = try connection.catchUp(generation, policy: policy)
                _ = try connection.query(SQL.switchGeneration, [generation, report, actor])
            }
        }
        logger.info("a rebuilt generation serves", metadata: ["generation": "\(generation)"])
    }

    /// Runs `body` for every shard, several at a time, and adds up what it reports.
    private func overShards(
        _ body: @escaping @Sendable (Int16, @Sendable (Int) -> Void, isolated Connection) throws -> RebuildReport
    ) async throws -> RebuildReport {
        let start = ContinuousClock.now
        let (shards, total) = try await pool.withConnection { connection in
            (try connection.heads().keys.sorted(), try connection.query(SQL.countFolded).first?.int(0) ?? 0)
        }
        let done = Mutex(0)
        let progress: @Sendable (Int) -> Void = { [onProgress] count in
            onProgress(
                done.withLock {
                    $0 += count
                    return $0
                }, total)
        }
        var report = RebuildReport()
        try await withThrowingTaskGroup(of: RebuildReport.self) { group in
            var next = shards.makeIterator()
            func startNext() {
                guard let shard = next.next() else { return }
                group.addTask { [pool] in
                    try await pool.withConnection { connection in try body(shard, progress, connection) }
                }
            }
            for _ in 0..<workers { startNext() }
            for try await part in group {
                report.add(part)
                startNext()
            }
        }
        report.duration = .now - start
        return report
    }
}

/// Why a rebuild did not start.
public enum RebuildError: Error, Hashable, Sendable {
    case running
}

extension RebuildError: CustomStringConvertible {
    public var description: String { "another rebuild is running; wait for it, or stop it and try again" }
}

extension RebuildReport {
    /// One line for the record of the generation.
    var summary: String {
        "\(messages) messages, \(orders) orders, \(communications) communications, \(differenceCount) differences"
    }
}
