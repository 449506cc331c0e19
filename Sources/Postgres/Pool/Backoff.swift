/// Waiting times that double up to a limit, spread at random so that many who failed together do not retry together.
public struct Backoff: Sendable, Hashable {
    public var first: Duration
    public var limit: Duration
    private var failures = 0

    public init(first: Duration = .milliseconds(100), limit: Duration = .seconds(10)) {
        self.first = first
        self.limit = limit
    }

    /// The time to wait after another failure: between half and all of the doubled time.
    public mutating func next() -> Duration {
        var generator = SystemRandomNumberGenerator()
        return next(using: &generator)
    }

    mutating func next(using generator: inout some RandomNumberGenerator) -> Duration {
        let whole = min(limit, first * (1 << min(failures, 20)))
        failures += 1
        return whole * Double.random(in: 0.5...1, using: &generator)
    }

    /// Starts again from `first`, after a success.
    public mutating func reset() { failures = 0 }
}
