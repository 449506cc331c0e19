public import Postgres
internal import Synchronization

/// Appends messages to the event log, each once, durably, in one gapless order per shard.
///
/// Group commit: messages gather while a writer waits for its last commit, and are then written with one call. There is
/// no timer; a lonely message is written at once. ``run()`` does the writing.
public final class MessageAppender: Sendable {
    struct State {
        var queue: AppendQueue
        /// Writers that wait for work.
        var sleepers: [CheckedContinuation<Void, Never>] = []

        /// A writer to wake, if there is something to write.
        mutating func sleeperWithWork() -> CheckedContinuation<Void, Never>? {
            queue.hasWork ? sleepers.popLast() : nil
        }
    }

    public let limits: AppendLimits
    let pool: ConnectionPool
    let observe: @Sendable (AppendObservation) -> Void
    let onAppended: @Sendable ([Int16: Int64]) -> Void
    let state: Mutex<State>

    /// - Parameters:
    ///   - pool: lends a connection a writer.
    ///   - observe: called after every transaction, for metrics; must return quickly.
    ///   - onAppended: called after every commit with the shards that grew and their newest positions, to wake who
    ///     waits for them in this process; must return quickly.
    public init(
        pool: ConnectionPool, limits: AppendLimits = .default,
        observe: @escaping @Sendable (AppendObservation) -> Void = { _ in },
        onAppended: @escaping @Sendable ([Int16: Int64]) -> Void = { _ in }
    ) {
        self.pool = pool
        self.limits = limits
        self.observe = observe
        self.onAppended = onAppended
        state = Mutex(State(queue: AppendQueue(limits: limits)))
    }

    /// Messages that wait to be written.
    public var queued: Int { state.withLock { $0.queue.count } }

    /// Appends a message; returns when it is durable. Cancelling the task does not take the message back.
    public func append(_ message: NewMessage) async throws(AppendError) -> AppendResult {
        try await append([message])[0]
    }

    /// Appends messages in their order; returns when all are durable, with an answer for each. They need not share a
    /// transaction: if this throws, some may have been stored.
    public func append(_ batch: [NewMessage]) async throws(AppendError) -> [AppendResult] {
        try await enqueue(batch).results()
    }

    /// Takes messages into the queue, all or none, without waiting. Of one shard, what was enqueued first is written
    /// first.
    ///
    /// - Parameter sequence: for callers that enqueue on without waiting for the answer.
    public func enqueue(
        _ batch: [NewMessage], in sequence: AppendSequence? = nil
    ) throws(AppendError) -> AppendTicket {
        let ticket = AppendTicket(count: batch.count, sequence: sequence)
        let (admission, sleeper) = state.withLock { state in
            (state.queue.offer(batch, ticket), state.sleeperWithWork())
        }
        sleeper?.resume()
        switch admission {
        case .accepted: return ticket
        case .overloaded: throw .overloaded
        case .stopped: throw .stopped
        }
    }
}
