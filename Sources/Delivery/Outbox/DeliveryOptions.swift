/// The limits of a ``DeliveryWorker``.
public struct DeliveryOptions: Hashable, Sendable {
    /// Workers that claim side by side. Default 1, at most 64.
    public var workers: Int
    /// Most deliveries that a worker has claimed and not finished. Default 32.
    public var batchSize: Int
    /// Deliveries that a worker sends at the same time, as far as their channels take so many. Default 8, never more
    /// than ``batchSize``.
    public var concurrency: Int
    /// How long one try may take before its task is cancelled. Default 30 s.
    public var sendTimeout: Duration
    /// After this time the deliveries of a worker that died come back. Default 5 min; where all that the workers may have
    /// claimed can take longer, that long.
    public var claimTimeout: Duration
    /// How often an idle worker asks for work: one query each. Default 1 s.
    public var pollInterval: Duration
    /// How often delegated confirmations and holds past their time are looked for. Default 10 s.
    public var overdueInterval: Duration
    /// How long a communication waits for earlier ones of its order, from their first try. Default 15 min.
    public var laneHold: Duration
    public var retries: RetrySchedule
    public var breaker: BreakerOptions
    /// How many deliveries a second this process sends over a channel, by name; 0 or none: no limit.
    public var rateLimits: [String: Int]
    /// The right side of every Message-ID; nil: the domain of the sender.
    public var messageIDHost: String?

    public init(
        workers: Int = 1, batchSize: Int = 32, concurrency: Int = 8, sendTimeout: Duration = .seconds(30),
        claimTimeout: Duration = .seconds(300), pollInterval: Duration = .seconds(1),
        overdueInterval: Duration = .seconds(10), laneHold: Duration = .seconds(900),
        retries: RetrySchedule = RetrySchedule(), breaker: BreakerOptions = BreakerOptions(),
        rateLimits: [String: Int] = [:], messageIDHost: String? = nil
    ) {
        self.workers = min(max(1, workers), 64)
        self.batchSize = min(max(1, batchSize), 1_000)
        self.concurrency = min(max(1, concurrency), self.batchSize)
        self.sendTimeout = sendTimeout
        self.claimTimeout = claimTimeout
        self.pollInterval = max(pollInterval, .milliseconds(10))
        self.overdueInterval = overdueInterval
        self.laneHold = laneHold
        self.retries = retries
        self.breaker = breaker
        self.rateLimits = rateLimits
        self.messageIDHost = messageIDHost
    }

    /// How long a claim lasts, given how many sends at a time the narrowest channel takes.
    func claimTime(narrowest: Int) -> Duration {
        // A worker's own limit, and the limit of a channel that everything claimed by all workers goes over.
        let rounds = max(batchSize.divided(by: concurrency), (batchSize * workers).divided(by: narrowest))
        return max(claimTimeout, sendTimeout * (rounds + 1))
    }
}

extension Int {
    /// Divided and rounded up.
    fileprivate func divided(by other: Int) -> Int { self / other + (self % other == 0 ? 0 : 1) }
}
