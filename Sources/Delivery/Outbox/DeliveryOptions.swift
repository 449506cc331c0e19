/// The limits of a ``DeliveryWorker``.
public struct DeliveryOptions: Hashable, Sendable {
    /// Deliveries claimed at a time. Default 32.
    public var batchSize: Int
    /// Deliveries sent at the same time. Default 8.
    public var concurrency: Int
    /// How long one try may take before its task is cancelled. Default 30 s.
    public var sendTimeout: Duration
    /// After this time the deliveries of a worker that died come back; never less than a batch may take. Default 5 min.
    public var claimTimeout: Duration
    /// How often an idle worker asks for work: one query each. Default 1 s.
    public var pollInterval: Duration
    /// How often delegated confirmations and holds past their time are looked for. Default 10 s.
    public var overdueInterval: Duration
    /// How long a communication waits for earlier ones of its order, from their first try. Default 15 min.
    public var laneHold: Duration
    public var retries: RetrySchedule
    /// The right side of every Message-ID; nil: the domain of the sender.
    public var messageIDHost: String?

    public init(
        batchSize: Int = 32, concurrency: Int = 8, sendTimeout: Duration = .seconds(30),
        claimTimeout: Duration = .seconds(300), pollInterval: Duration = .seconds(1),
        overdueInterval: Duration = .seconds(10), laneHold: Duration = .seconds(900),
        retries: RetrySchedule = RetrySchedule(), messageIDHost: String? = nil
    ) {
        self.batchSize = min(max(1, batchSize), 1_000)
        self.concurrency = min(max(1, concurrency), self.batchSize)
        self.sendTimeout = sendTimeout
        let rounds = (self.batchSize + self.concurrency - 1) / self.concurrency
        self.claimTimeout = max(claimTimeout, sendTimeout * (rounds + 1))
        self.pollInterval = max(pollInterval, .milliseconds(10))
        self.overdueInterval = overdueInterval
        self.laneHold = laneHold
        self.retries = retries
        self.messageIDHost = messageIDHost
    }
}
