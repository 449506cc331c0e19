/// When a channel that does not work is left alone, and when it is tried again.
public struct BreakerOptions: Hashable, Sendable {
    /// After how many failures one after the other a channel is paused; 0: never. Default 5.
    public var threshold: Int
    /// How long a paused channel is left alone the first time; doubled with each probe that fails. Default 10 s.
    public var interval: Duration
    /// The longest of these times. Default 10 min.
    public var maximumInterval: Duration

    public init(
        threshold: Int = 5, interval: Duration = .seconds(10), maximumInterval: Duration = .seconds(600)
    ) {
        self.threshold = max(0, threshold)
        self.interval = max(interval, .milliseconds(1))
        self.maximumInterval = max(maximumInterval, self.interval)
    }

    /// The wait after that many openings one after the other.
    func wait(afterOpenings openings: Int) -> Duration {
        // Beyond 30 doublings every interval is longer than any maximum.
        min(interval * (1 << min(max(0, openings - 1), 30)), maximumInterval)
    }
}
