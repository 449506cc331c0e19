/// The bounds of a ``ConnectionPool``.
public struct PoolLimits: Sendable, Hashable {
    /// Connections that ``ConnectionPool/run()`` keeps open.
    public var minimum: Int
    /// Connections at most.
    public var maximum: Int
    /// How long a caller waits for a connection to become free.
    public var waitTimeout: Duration
    /// Callers that may wait at the same time; further ones fail at once with
    /// ``PostgresError/Kind-swift.enum/poolOverloaded``.
    public var maximumWaiters: Int
    /// A connection idle for longer is closed, down to ``minimum``.
    public var idleTimeout: Duration
    /// A connection idle for longer is asked for a sign of life before it is lent.
    public var healthCheckAfterIdle: Duration

    public init(
        minimum: Int = 0, maximum: Int = 8, waitTimeout: Duration = .seconds(5), maximumWaiters: Int = 1024,
        idleTimeout: Duration = .seconds(300), healthCheckAfterIdle: Duration = .seconds(30)
    ) {
        self.maximum = max(1, maximum)
        self.minimum = min(max(0, minimum), self.maximum)
        self.waitTimeout = waitTimeout
        self.maximumWaiters = max(0, maximumWaiters)
        self.idleTimeout = idleTimeout
        self.healthCheckAfterIdle = healthCheckAfterIdle
    }
}
