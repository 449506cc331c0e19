/// Counts observations in buckets of fixed upper bounds. Lock-free; safe from any thread.
public final class Histogram: Sendable {
    /// Upper bounds, ascending, without `+Inf`.
    public let bounds: [Double]
    /// One counter a bound and a last one for everything above; not cumulative.
    private let buckets: [Counter]
    private let total = AtomicDouble()

    init(bounds: [Double]) {
        self.bounds = bounds
        self.buckets = (0...bounds.count).map { _ in Counter() }
    }

    /// Counts one observation; a bound belongs to its bucket (`le`). Not-a-number is ignored.
    public func observe(_ value: Double) {
        guard !value.isNaN else { return }
        buckets[bounds.firstIndex { value <= $0 } ?? bounds.count].increment()
        total.add(value)
    }

    /// Counts one observation.
    public func observe(_ value: Int) { observe(Double(value)) }

    /// Counts one duration, in seconds.
    public func observe(_ duration: Duration) {
        let (seconds, attoseconds) = duration.components
        observe(Double(seconds) + Double(attoseconds) * 1e-18)
    }

    /// What was observed so far.
    ///
    /// The count is the last cumulative bucket by construction; the sum may run ahead of it by observations in flight.
    public var snapshot: Snapshot {
        var running: UInt64 = 0
        let cumulative = buckets.map { bucket in
            running += bucket.value
            return running
        }
        return Snapshot(cumulative: cumulative, sum: total.value)
    }

    /// The state of a histogram at one moment.
    public struct Snapshot: Hashable, Sendable {
        /// For each bound, then for `+Inf`: how many observations were not above it.
        public let cumulative: [UInt64]
        public let sum: Double
        public var count: UInt64 { cumulative.last ?? 0 }
    }
}
