internal import Dispatch
public import Logging
internal import Synchronization

/// Lends connections to one database: at most ``PoolLimits/maximum`` at a time, first come, first served.
///
/// Works without ``run()``, which only keeps the minimum open and closes what is idle for too long: callers make
/// connections in their own task when they need one and a place is free.
public final class ConnectionPool: Sendable {
    typealias ConnectionID = PoolStateMachine.ConnectionID
    typealias WaiterID = PoolStateMachine.WaiterID
    typealias Grant = PoolStateMachine.Grant

    /// Sendable in fact: any thread may cancel a work item.
    struct Waiter: @unchecked Sendable {
        let continuation: CheckedContinuation<Result<Grant, PostgresError>, Never>
        let timeout: DispatchWorkItem
    }

    struct State {
        var machine: PoolStateMachine
        var connections: [ConnectionID: Connection] = [:]
        var waiters: [WaiterID: Waiter] = [:]
        /// What became of callers before they began to wait.
        var early: [WaiterID: Result<Grant, PostgresError>] = [:]
        var nextWaiter = 0
        var closing: [CheckedContinuation<Void, Never>] = []
        var isFinished = false
    }

    public let configuration: ConnectionConfiguration
    public let limits: PoolLimits
    let logger: Logger
    let state: Mutex<State>
    let timeouts = DispatchQueue(label: "postgres.pool.timeouts")
    /// Rung when ``run()`` has something to do before its time.
    let maintenance = Bell()

    /// Connects to nothing yet.
    public init(configuration: ConnectionConfiguration, limits: PoolLimits = PoolLimits(), logger: Logger) {
        self.configuration = configuration
        self.limits = limits
        self.logger = logger
        state = Mutex(State(machine: PoolStateMachine(limits: limits)))
    }

    public var statistics: PoolStatistics { state.withLock { $0.machine.statistics } }

    /// Lends a connection to `body`, which runs on the connection's own queue; nothing comes between its statements.
    ///
    /// A transaction that `body` leaves open is rolled back. If the task is cancelled, the server is told to cancel the
    /// running statement, and no further statement starts.
    /// - Throws: what `body` throws; ``PostgresError`` of kind `connectFailed`, `poolTimeout`, `poolOverloaded`,
    ///   `poolClosed`, or `cancelled`.
    @discardableResult public func withConnection<Success: Sendable>(
        _ body: @Sendable (isolated Connection) throws -> Success
    ) async throws -> Success {
        while true {
            let lease = try await acquire()
            let connection = lease.connection
            let ticket = connection.cancellation.begin()
            let outcome = await withTaskCancellationHandler {
                await connection.lend(checkHealth: lease.idleTime >= limits.healthCheckAfterIdle, body)
            } onCancel: {
                connection.cancellation.request(ticket, connection.cancelHandle)
            }
            perform { $0.machine.release(lease.id, reusable: outcome.isReusable, now: .now) }
            if !outcome.isReusable { maintenance.ring() }
            // A connection that died while it was idle: nothing has been run, take another.
            guard let result = outcome.result else { continue }
            return try result.get()
        }
    }

    /// Runs `body` in a transaction, again if it failed because of others (serialization failure, deadlock).
    ///
    /// - Parameter retries: how many times more, with a jittered pause of 10 ms, 20 ms, … in between.
    @discardableResult public func transaction<Success: Sendable>(
        _ options: TransactionOptions = .default, retries: Int = 3,
        _ body: @Sendable (isolated Connection) throws -> Success
    ) async throws -> Success {
        var backoff = Backoff(first: .milliseconds(10), limit: .seconds(1))
        var attempt = 0
        while true {
            do {
                return try await withConnection { connection in
                    try connection.transaction(options) { connection in try body(connection) }
                }
            } catch let error as PostgresError where error.isRetryable && attempt < retries {
                attempt += 1
                try await Task.sleep(for: backoff.next())
            }
        }
    }
}
