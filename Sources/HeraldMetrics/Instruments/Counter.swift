import Synchronization

/// A number that only grows. One atomic addition an increment; safe from any thread.
public final class Counter: Sendable {
    private let total = Atomic<UInt64>(0)

    init() {}

    /// Adds to the counter.
    /// - Parameter amount: how much; a negative one is ignored, since a counter never falls.
    public func increment(by amount: Int = 1) {
        guard amount > 0 else { return }
        total.wrappingAdd(UInt64(amount), ordering: .relaxed)
    }

    /// The count so far.
    public var value: UInt64 { total.load(ordering: .relaxed) }
}
