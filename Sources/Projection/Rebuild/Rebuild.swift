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
    let workers: Int
    let portionSize: Int
    let actor: String
    let logger: Logger
    let onProgress: @Sendable (_ messages: Int, _ total: Int) -> Void

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
        try await overAllShards { [policy, portionSize] shard, progress, connection in
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
        try await overAllShards { [policy, portionSize] shard, progress, connection in
            try connection.fold(
                shard, policy: policy, comparedWith: other, capturesFacts: false, portionSize: portionSize,
                progress: progress
            ) {
                portion, _, report, _ in
                portion.differencesOfPolicies(into: &report)
            }
        }
    }

    /// Runs `body` for every shard, several at a time, and adds up what it reports.
    private func overAllShards(
        _ body: @escaping @Sendable (Int16, @Sendable (Int) -> Void, isolated Connection) throws -> RebuildReport
    ) async throws -> RebuildReport {
        try await over(try await allShards(), body)
    }

    func allShards() async throws -> [Int16] {
        try await pool.withConnection { connection in try connection.heads().keys.sorted() }
    }

    /// Runs `body` for some shards, several at a time, and adds up what it reports.
    /// - Parameters:
    ///   - before: how many messages of the others are folded.
    ///   - beforeEach: runs before the work on each shard begins.
    func over(
        _ shards: [Int16], before: Int = 0, beforeEach: @escaping @Sendable () async throws -> Void = {},
        _ body: @escaping @Sendable (Int16, @Sendable (Int) -> Void, isolated Connection) throws -> RebuildReport
    ) async throws -> RebuildReport {
        let start = ContinuousClock.now
        let total = try await countFolded()
        let done = Mutex(before)
        let progress: @Sendable (Int) -> Void = { [onProgress] count in
            onProgress(
                done.withLock {
                    $0 += count
                    return $0
                }, total)
        }
        var report = RebuildReport()
        try await forEach(shards, beforeEach: beforeEach) { shard, connection in
            try body(shard, progress, connection)
        } each: { part in
            report.add(part)
        }
        report.duration = .now - start
        return report
    }

    /// Runs `body` for some shards, several at a time, and hands over what each comes to.
    func forEach<Part: Sendable>(
        _ shards: [Int16], beforeEach: @escaping @Sendable () async throws -> Void = {},
        _ body: @escaping @Sendable (Int16, isolated Connection) throws -> Part,
        each: (Part) -> Void
    ) async throws {
        try await withThrowingTaskGroup(of: Part.self) { group in
            var next = shards.makeIterator()
            func startNext() {
                guard let shard = next.next() else { return }
                group.addTask { [pool] in
                    try await beforeEach()
                    return try await pool.withConnection { connection in try body(shard, connection) }
                }
            }
            for _ in 0..<workers { startNext() }
            for try await part in group {
                each(part)
                startNext()
            }
        }
    }
}
