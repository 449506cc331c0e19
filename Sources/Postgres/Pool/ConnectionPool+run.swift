internal import Logging
internal import Synchronization

extension ConnectionPool {
    /// Keeps ``PoolLimits/minimum`` connections open, reconnecting with growing, jittered pauses, and closes what is
    /// idle for too long. Returns when the task is cancelled, after ``close()``.
    public func run() async {
        var backoff = Backoff()
        while !Task.isCancelled, !state.withLock({ $0.machine.isClosed }) {
            perform { $0.machine.closeIdle(now: .now) }
            if let failure = await connectMissing() {
                let pause = backoff.next()
                logger.warning("PostgreSQL cannot be reached, trying again in \(pause): \(failure)")
                await maintenance.wait(for: pause)
            } else {
                backoff.reset()
                await maintenance.wait(for: max(.milliseconds(50), min(.seconds(30), limits.idleTimeout / 2)))
            }
        }
        await close()
    }

    /// Refuses whoever comes or waits, closes idle connections, and returns when the leased ones have come back.
    public func close() async {
        perform { $0.machine.close(now: .now) }
        maintenance.ring()
        await withCheckedContinuation { continuation in
            let isFinished = state.withLock { state in
                if !state.isFinished { state.closing.append(continuation) }
                return state.isFinished
            }
            if isFinished { continuation.resume() }
        }
    }

    /// Connects up to the minimum, one after the other; returns the first failure.
    private func connectMissing() async -> PostgresError? {
        while !Task.isCancelled, let id = state.withLock({ $0.machine.reserveMissing() }) {
            do throws(PostgresError) {
                _ = try await connect(id)
                perform { $0.machine.release(id, reusable: true, now: .now) }
            } catch {
                return error
            }
        }
        return nil
    }
}
