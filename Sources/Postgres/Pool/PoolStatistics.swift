/// What a pool does now and has done so far.
public struct PoolStatistics: Sendable, Hashable {
    /// Connections nobody uses.
    public var idle = 0
    /// Connections lent.
    public var leased = 0
    /// Connections being made.
    public var connecting = 0
    /// Callers waiting for a connection.
    public var waiting = 0
    /// Connections made since the pool exists.
    public var created = 0
    /// Connections that could not be made.
    public var failed = 0
    /// Connections given up because they broke.
    public var discarded = 0
    /// Callers that gave up waiting because of ``PoolLimits/waitTimeout``.
    public var timedOut = 0
    /// The time all callers together have waited for a connection to become free.
    public var waitedTime: Duration = .zero
}
