import Communications
import EventLog
import Logging
import Postgres
import Schema

extension Rebuild {
    /// Fills a new generation from the log and lets it serve; the old one stays for a return.
    ///
    /// The live generation goes on all the while. It is reported which communications differ from the recorded ones; what they
    /// say is compared by ``verify()``. What a rebuild has filled that died or was stopped is gone on with, as long as the
    /// same would be written again (``RebuildBasis``).
    /// - Parameters:
    ///   - afresh: throw away what an earlier rebuild has filled.
    ///   - acceptsMissingOrders: let it serve although it lacks orders that were there before.
    /// - Throws: ``RebuildError``.
    public func rebuild(afresh: Bool = false, acceptsMissingOrders: Bool = false) async throws -> RebuildReport {
        let lock = try await RebuildLock.take(pool.configuration, logger: logger)
        do {
            let report = try await rebuildAlone(lock, afresh: afresh, acceptsMissingOrders: acceptsMissingOrders)
            await lock.release()
            return report
        } catch {
            await lock.release()
            throw error
        }
    }

    private func rebuildAlone(
        _ lock: RebuildLock, afresh: Bool, acceptsMissingOrders: Bool
    ) async throws -> RebuildReport {
        let start = ContinuousClock.now
        let beginning = try await begin(afresh: afresh)
        let generation = beginning.generation
        do {
            // Each step does nothing where it was done before.
            var report = try await fill(generation, after: beginning.filled, lock)
            try await lock.check()
            try await index(generation)
            try await lock.check()
            try await pool.withConnection { connection in
                _ = try connection.query(SQL.attachGeneration, [generation])
            }
            try await catchUp(generation)
            report.shards = try await compareShards(of: generation)
            if !acceptsMissingOrders, !report.lackingShards.isEmpty {
                throw RebuildError.missingOrders(generation: generation, shards: report.lackingShards)
            }
            report.generation = generation
            report.begunAnewBecause = beginning.begunAnewBecause
            report.duration = .now - start
            let text = report.summary
            try await lock.check()
            try await switchOver(to: generation, report: text)
            return report
        } catch {
            // The live generation was never touched. Without the lock, another may be filling this one.
            if !Rebuild.keepsFilled(after: error), await lock.isHeld {
                await Task { [pool] in
                    _ = try? await pool.withConnection { try $0.query(SQL.dropGeneration, [generation]) }
                }.value
            }
            throw error
        }
    }

    /// Fills the shards of a generation that are not filled yet.
    ///
    /// A shard is one transaction: its rows, its checkpoint and its row in `rebuilt_shard` are there together or not at all.
    /// - Parameter filled: what was found in those that are.
    private func fill(
        _ generation: Int32, after filled: FilledShards, _ lock: RebuildLock
    ) async throws -> RebuildReport {
        let missing = try await allShards().filter { !filled.shards.contains($0) }
        if !filled.shards.isEmpty { onProgress(filled.report.messages, try await countFolded()) }
        var report = filled.report
        let added = try await over(missing, before: filled.report.messages, beforeEach: { try await lock.check() }) {
            [policy, portionSize] shard, progress, connection in
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
                // Another rebuild has filled it, and so this one has lost its lock.
                let advanced = try connection.execute(
                    SQL.advanceCheckpoints, [[shard], generation, [Int64(0)], [task.position]])
                guard advanced == 1 else { throw RebuildError.lockLost }
                try connection.record(report, of: task, generation: generation)
                _ = try connection.query(SQL.deferFlush)
            }
        }
        report.add(added)
        return report
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

    /// Compares what is stored of every shard with what the live generation stores of it.
    ///
    /// In one snapshot a shard, in which it has been brought to the same position.
    private func compareShards(of generation: Int32) async throws -> [RebuiltShard] {
        var shards: [RebuiltShard] = []
        try await forEach(try await allShards()) { [policy] shard, connection in
            try connection.transaction(.repeatableRead) { connection in
                guard let live = try connection.catchUp(shard, of: generation, policy: policy) else {
                    return nil as RebuiltShard?
                }
                return try connection.query(SQL.compareRebuiltShard, [shard, generation, live]).only.map { row in
                    RebuiltShard(
                        shard: shard, ordersBefore: try row.int(0), ordersAfter: try row.int(1),
                        missing: try row.int(2), isSame: try row.bool(3))
                }
            }
        } each: { part in
            if let part { shards.append(part) }
        }
        return shards.sorted { $0.shard < $1.shard }
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
}
