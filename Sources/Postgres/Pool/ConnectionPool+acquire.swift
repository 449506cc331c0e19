internal import Dispatch
internal import Logging
internal import Synchronization

extension ConnectionPool {
    struct Lease {
        let id: ConnectionID
        let connection: Connection
        /// How long nobody had used it.
        let idleTime: Duration
    }

    /// Gets a connection: an idle one, a new one, or the next that becomes free.
    func acquire() async throws(PostgresError) -> Lease {
        switch try await grant() {
        case .use(let id, let idleSince):
            let connection = state.withLock { $0.connections[id] }
            guard let connection else { preconditionFailure("an idle place has a connection") }
            return Lease(id: id, connection: connection, idleTime: idleSince.duration(to: .now))
        case .connect(let id):
            return Lease(id: id, connection: try await connect(id), idleTime: .zero)
        }
    }

    /// Makes the connection for a place this task was granted.
    func connect(_ id: ConnectionID) async throws(PostgresError) -> Connection {
        do throws(PostgresError) {
            let connection = try await Connection.connect(configuration, logger: logger)
            state.withLock { state in
                state.machine.connected(id)
                state.connections[id] = connection
            }
            return connection
        } catch {
            perform { $0.machine.connectFailed(id, now: .now) }
            throw error
        }
    }

    private func grant() async throws(PostgresError) -> Grant {
        let (waiter, action) = state.withLock { state in
            state.nextWaiter += 1
            let waiter = WaiterID(number: state.nextWaiter)
            return (waiter, state.machine.lease(waiter, now: .now))
        }
        switch action {
        case .grant(let grant): return grant
        case .fail(let kind): throw error(kind)
        case .wait: return try await wait(waiter).get()
        }
    }

    private func wait(_ waiter: WaiterID) async -> Result<Grant, PostgresError> {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let timeout = DispatchWorkItem { self.abandon(waiter, .poolTimeout) }
                let early = state.withLock { state -> Result<Grant, PostgresError>? in
                    // Between `lease` and here the machine may have served, failed or cancelled this caller.
                    if let early = state.early.removeValue(forKey: waiter) { return early }
                    state.waiters[waiter] = Waiter(continuation: continuation, timeout: timeout)
                    return nil
                }
                if let early { return continuation.resume(returning: early) }
                timeouts.asyncAfter(deadline: .now() + limits.waitTimeout.dispatchInterval, execute: timeout)
            }
        } onCancel: {
            abandon(waiter, .cancelled)
        }
    }

    /// Takes a caller out of the queue, unless it has been served already.
    private func abandon(_ id: WaiterID, _ kind: PostgresError.Kind) {
        let waiter = state.withLock { state -> Waiter? in
            guard state.machine.cancel(id, now: .now, isTimeout: kind == .poolTimeout) else { return nil }
            return state.takeWaiter(id, .failure(error(kind)))
        }
        waiter?.finish(.failure(error(kind)))
    }

    /// Lets the state machine decide, and does what it says.
    func perform(_ decide: (inout State) -> [PoolStateMachine.Action]) {
        let effects = state.withLock { state in decide(&state).compactMap { effect(of: $0, &state) } }
        for effect in effects { effect() }
    }

    /// Changes the state as an action says; what has to happen outside of the lock is returned.
    private func effect(of action: PoolStateMachine.Action, _ state: inout State) -> (() -> Void)? {
        switch action {
        case .resume(let id, let grant):
            let waiter = state.takeWaiter(id, .success(grant))
            return { waiter?.finish(.success(grant)) }
        case .fail(let id, let kind):
            let failure = error(kind)
            let waiter = state.takeWaiter(id, .failure(failure))
            return { waiter?.finish(.failure(failure)) }
        case .close(let id):
            let connection = state.connections.removeValue(forKey: id)
            // Its last reference: libpq says farewell to the server when it is freed.
            return { _ = connection }
        case .finishClosing:
            state.isFinished = true
            let closing = state.closing
            state.closing = []
            return { for continuation in closing { continuation.resume() } }
        }
    }

    private func error(_ kind: PostgresError.Kind) -> PostgresError {
        let text =
            switch kind {
            case .poolTimeout:
                "no connection became free within \(limits.waitTimeout); all \(limits.maximum) are in use"
            case .poolOverloaded: "\(limits.maximumWaiters) callers wait for a connection already"
            case .poolClosed: "the pool has been closed"
            default: "cancelled while waiting for a connection"
            }
        return PostgresError(kind, text)
    }
}

extension ConnectionPool.Waiter {
    func finish(_ result: Result<ConnectionPool.Grant, PostgresError>) {
        timeout.cancel()
        continuation.resume(returning: result)
    }
}

extension ConnectionPool.State {
    /// The waiter to resume. One that has not begun to wait finds `result` when it does.
    mutating func takeWaiter(
        _ id: ConnectionPool.WaiterID, _ result: Result<ConnectionPool.Grant, PostgresError>
    ) -> ConnectionPool.Waiter? {
        guard let waiter = waiters.removeValue(forKey: id) else {
            early[id] = result
            return nil
        }
        return waiter
    }
}
