public import Communications
public import Logging
public import Postgres
import Schema
public import ServiceLifecycle

/// Keeps the read models up to date: leases shards and projects them page by page.
///
/// Correct with any number of services on one database; a signal only shortens the wait.
public final class ProjectionService: Service {
    /// What a page of some shards led to, for counters and for those who wait for news.
    public struct Progress: Sendable {
        public var messages: Int
        /// Communications recorded for the first time, and held ones decided again.
        public var communications: [Communication]
        public var parkedOrders: Int
        public var duration: Duration
    }

    private let pool: ConnectionPool
    private let policy: Policy
    private let settings: ProjectionSettings
    private let logger: Logger
    private let onProgress: @Sendable (Progress) -> Void
    private let queue: ShardQueue
    private let node: PostgresUUID

    /// - Parameters:
    ///   - node: names this process; a new one for every start.
    ///   - onProgress: called after every committed page.
    public init(
        pool: ConnectionPool, policy: Policy, settings: ProjectionSettings, node: PostgresUUID, logger: Logger,
        onProgress: @escaping @Sendable (Progress) -> Void = { _ in }
    ) {
        self.pool = pool
        self.policy = policy
        self.settings = settings
        queue = ShardQueue(workers: settings.workers)
        self.node = node
        self.logger = logger
        self.onProgress = onProgress
    }

    /// Tells the workers that shards have new messages: a hint, never needed.
    public func signal(_ shards: some Sequence<Int16>) { queue.signal(shards) }

    /// Works until the task is cancelled or a graceful shutdown begins; gives its leases up at the end.
    public func run() async throws {
        await withTaskGroup { group in
            group.addTask { await self.keepLeases() }
            group.addTask { await self.poll() }
            for _ in 0..<max(1, settings.workers) { group.addTask { await self.work() } }
            // The keeper ends on cancellation or shutdown; then the queue closes and the others end.
            await group.next()
            queue.close()
            group.cancelAll()
        }
        await releaseLeases()
    }

    private func keepLeases() async {
        let seconds = Double(settings.lease.components.seconds) + Double(settings.lease.components.attoseconds) / 1e18
        while !Task.isCancelled, !Task.isShuttingDownGracefully {
            do {
                let rows = try await pool.withConnection { [node, settings] connection in
                    try connection.query(SQL.leaseShards, [node, settings.nodeName, seconds])
                }
                var epochs: [Int16: Int64] = [:]
                for row in rows { epochs[try row.int16(0)] = try row.int64(1) }
                let before = Set(queue.owned)
                queue.setOwned(epochs)
                queue.signal(epochs.keys.filter { !before.contains($0) }.sorted())
            } catch {
                // Whoever cannot renew must not go on as if: the epoch check guards the data, this saves vain work.
                if !Task.isCancelled { logger.warning("leases could not be renewed", metadata: ["error": "\(error)"]) }
            }
            try? await cancelWhenGracefulShutdown { try await Task.sleep(for: self.settings.lease / 3) }
        }
    }

    private func poll() async {
        while !Task.isCancelled, !Task.isShuttingDownGracefully {
            try? await cancelWhenGracefulShutdown { try await Task.sleep(for: self.settings.poll) }
            let owned = queue.owned
            guard !owned.isEmpty, !Task.isCancelled else { continue }
            do {
                let rows = try await pool.withConnection { connection in
                    try connection.query(SQL.shardsBehind, [owned])
                }
                var behind: [Int16] = []
                for row in rows { behind.append(try row.int16(0)) }
                queue.signal(behind, helps: true)
            } catch {
                if !Task.isCancelled { logger.debug("the log could not be looked at", metadata: ["error": "\(error)"]) }
            }
        }
    }

    private func work() async {
        let projector = ShardProjector(node: node, policy: policy, pageSize: settings.page)
        while true {
            let leases = await queue.next()
            if leases.isEmpty || Task.isCancelled || Task.isShuttingDownGracefully { break }
            let start = ContinuousClock.now
            do {
                let page = try await pool.withConnection { connection in
                    try projector.project(leases, on: connection)
                }
                report(page, since: start)
                queue.finish(leases, looked: page.shards)
            } catch {
                // The page was rolled back; the poll brings the shards back, so that a lasting fault does not spin.
                var looked: [Int16: Bool] = [:]
                for lease in leases { looked[lease.shard] = false }
                queue.finish(leases, looked: looked)
                reportFailure(leases.map(\.shard), error)
            }
        }
    }

    private func reportFailure(_ shards: [Int16], _ error: any Error) {
        guard !Task.isCancelled else { return }
        logger.error(
            "shards could not be projected",
            metadata: [
                "shards": "\(shards.sorted().map(String.init).joined(separator: ", "))", "error": "\(error)",
            ])
    }

    private func report(_ page: ShardProjector.Page, since start: ContinuousClock.Instant) {
        for (shard, error) in page.failures { reportFailure([shard], error) }
        guard page.messages > 0 else { return }
        for parked in page.parked {
            logger.error(
                "an order was parked: see 'herald dead-letters list'",
                metadata: [
                    "shard": "\(parked.shard)", "position": "\(parked.position)", "order": "\(parked.orderID)",
                    "error": "\(parked.error)",
                ])
        }
        onProgress(
            Progress(
                messages: page.messages,
                communications: page.decided + page.released, parkedOrders: page.parked.count,
                duration: .now - start))
    }

    private func releaseLeases() async {
        // Not cancelled with the rest: others should not have to wait for the leases to run out.
        await Task { [pool, node] in
            _ = try? await pool.withConnection { connection in
                try connection.pipeline([(SQL.releaseLeases, [node]), (SQL.forgetNode, [node])])
            }
        }.value
    }
}
