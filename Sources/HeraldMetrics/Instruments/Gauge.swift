/// A number that goes up and down. Lock-free; safe from any thread.
public final class Gauge: Sendable {
    private let current = AtomicDouble()

    init() {}

    /// Replaces the value.
    public func set(_ value: Double) { current.store(value) }

    /// Replaces the value.
    public func set(_ value: Int) { current.store(Double(value)) }

    /// Adds to the value; a negative amount subtracts.
    public func add(_ amount: Int) { current.add(Double(amount)) }

    /// The value now.
    public var value: Double { current.value }
}
