/// When a server that died is started again.
public struct RestartPolicy: Sendable {
    /// Restarts in a row, without ``stableAfter`` between them, before giving up.
    public var limit: Int
    /// Delay before the first restart; doubles with each further one.
    public var firstDelay: Duration
    /// The longest delay.
    public var longestDelay: Duration
    /// A server that ran this long is healthy: the next failure counts as the first.
    public var stableAfter: Duration

    /// Creates a policy: at most 10 restarts in a row, after 0.1 s doubling to 10 s; healthy after a minute.
    public init(
        limit: Int = 10, firstDelay: Duration = .milliseconds(100), longestDelay: Duration = .seconds(10),
        stableAfter: Duration = .seconds(60)
    ) {
        self.limit = limit
        self.firstDelay = firstDelay
        self.longestDelay = longestDelay
        self.stableAfter = stableAfter
    }
}

/// Counts the restarts of one server; a value that says what to do, and does nothing.
struct RestartBackoff {
    private let policy: RestartPolicy
    private(set) var attempts = 0

    init(policy: RestartPolicy) { self.policy = policy }

    /// The delay before the next restart, nil when there were too many.
    ///
    /// - Parameter uptime: How long the server had run when it died.
    mutating func delay(afterUptime uptime: Duration) -> Duration? {
        if uptime >= policy.stableAfter { attempts = 0 }
        guard attempts < policy.limit else { return nil }
        // 2^20 times the first delay is past any sensible longest delay.
        let delay = min(policy.firstDelay * (1 << min(attempts, 20)), policy.longestDelay)
        attempts += 1
        return delay
    }
}
