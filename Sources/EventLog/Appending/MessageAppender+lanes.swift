internal import Postgres
internal import Schema
internal import Synchronization

extension MessageAppender {
    /// Writes what is appended, until the task is cancelled; what was accepted by then is finished first.
    public func run() async {
        // A task of its own: cancelling this one must not cancel the statement that is under way.
        let writers = Task { await self.runWriters() }
        await withTaskCancellationHandler {
            await writers.value
        } onCancel: {
            stop()
        }
    }

    private func stop() {
        let sleepers = state.withLock { state in
            state.queue.stop()
            defer { state.sleepers = [] }
            return state.sleepers
        }
        for sleeper in sleepers { sleeper.resume() }
    }

    private func runWriters() async {
        await withDiscardingTaskGroup { group in
            for _ in 0..<limits.lanes { group.addTask { await self.writeBatches() } }
        }
    }

    private func writeBatches() async {
        while let taken = await next() {
            let batch = Self.grouped(dropFailedSequences(taken.entries))
            let start = ContinuousClock.now
            let results = batch.isEmpty ? [] : await write(batch)
            let sleeper = state.withLock { state in
                state.queue.finish(taken)
                // Another writer goes on, while this one answers.
                return state.sleeperWithWork()
            }
            sleeper?.resume()
            if !batch.isEmpty { finish(batch, results, since: start) }
        }
    }

    /// Waits for work; `nil` when there is none and will be none.
    private func next() async -> AppendQueue.Batch? {
        while true {
            let (batch, isStopped, sleeper) = state.withLock { state in
                (state.queue.take(), state.queue.isStopped, state.sleeperWithWork())
            }
            sleeper?.resume()
            if let batch { return batch }
            if isStopped { return nil }
            await withCheckedContinuation { continuation in
                let mayGoOn = state.withLock { state in
                    let mayGoOn = state.queue.isStopped || state.queue.hasWork
                    if !mayGoOn { state.sleepers.append(continuation) }
                    return mayGoOn
                }
                if mayGoOn { continuation.resume() }
            }
        }
    }

    /// Writes a batch. If the database refuses a message, the batch is halved until the message stands alone, so that
    /// it fails alone.
    private func write(_ batch: [AppendQueue.Entry]) async -> [AppendTicket.Outcome] {
        do throws(AppendError) {
            return try await store(batch).map { .success($0) }
        } catch .refused where batch.count > 1 {
            let middle = batch.count / 2
            return await write(Array(batch[..<middle])) + write(Array(batch[middle...]))
        } catch {
            if case .unavailable = error { for entry in batch { entry.ticket.sequence?.fail(error) } }
            return Array(repeating: .failure(error), count: batch.count)
        }
    }

    /// The batch shard by shard, each in its order: what is read together then lies together.
    private static func grouped(_ batch: [AppendQueue.Entry]) -> [AppendQueue.Entry] {
        let order = batch.indices.sorted { (batch[$0].message.shard, $0) < (batch[$1].message.shard, $1) }
        return order.map { batch[$0] }
    }

    /// Fails what follows a failure of its sequence; returns the rest.
    private func dropFailedSequences(_ batch: [AppendQueue.Entry]) -> [AppendQueue.Entry] {
        guard batch.contains(where: { $0.ticket.sequence?.failure != nil }) else { return batch }
        return batch.filter { entry in
            guard let failure = entry.ticket.sequence?.failure else { return true }
            entry.ticket.complete(entry.ordinal, .failure(failure))
            return false
        }
    }

    /// One transaction. After a lost connection, which leaves open whether it was committed, it is run a second time:
    /// what is there already is found by its digest.
    private func store(_ batch: [AppendQueue.Entry]) async throws(AppendError) -> [AppendResult] {
        let parameters = Parameters(appending: batch.lazy.map(\.message))
        var isRetry = false
        while true {
            do {
                let rows = try await pool.withConnection { connection in
                    try connection.query(SQL.appendMessages, parameters)
                }
                return try rows.map { row in
                    AppendResult(shard: try row.int16(0), position: try row.int64(1), isDuplicate: try row.bool(2))
                }
            } catch let error as PostgresError {
                let isWorthRetrying = error.kind == .connectionLost || error.isRetryable
                guard isWorthRetrying, !isRetry else { throw AppendError(error) }
                isRetry = true
            } catch {
                throw .unavailable(PostgresError(.protocolViolation, "unexpected error of type \(type(of: error))"))
            }
        }
    }

    private func finish(
        _ batch: [AppendQueue.Entry], _ outcomes: [AppendTicket.Outcome],
        since start: ContinuousClock.Instant
    ) {
        var newest: [Int16: Int64] = [:]
        var stored = 0
        var duplicates = 0
        var bytes = 0
        for (entry, outcome) in zip(batch, outcomes) {
            if case .success(let result) = outcome {
                stored += 1
                bytes += entry.message.payload.count
                if result.isDuplicate {
                    duplicates += 1
                } else {
                    newest[result.shard] = max(newest[result.shard] ?? 0, result.position)
                }
            }
            entry.ticket.complete(entry.ordinal, outcome)
        }
        if !newest.isEmpty { onAppended(newest) }
        observe(
            AppendObservation(
                outcome: stored == batch.count ? .committed : .failed, messages: stored,
                duplicates: duplicates, payloadBytes: bytes, duration: start.duration(to: .now), queued: queued))
    }
}
