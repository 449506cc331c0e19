/// A field that holds the newest value any message gave it; an older message fills it only while it is unknown.
///
/// With dates present the result does not depend on the order of arrival: the stamp decides, and between equal stamps the
/// value itself does (the longer, then the lexicographically greater text of it).
/// Source: decision table, section 2.
public struct Latest<Value: DocumentValue>: Hashable, Sendable {
    /// The value, or nil while no message gave one.
    public private(set) var value: Value?
    /// The stamp of the message that gave it; meaningless while `value` is nil.
    public private(set) var stamp: Stamp

    public init() {
        value = nil
        stamp = .undated
    }

    /// Restores a stored field.
    public init(_ value: Value?, at stamp: Stamp) {
        self.value = value
        self.stamp = stamp
    }

    /// Takes `offered` if it is newer than what is held, or if nothing is.
    mutating func offer(_ offered: Value?, at arriving: ArrivingStamp) {
        guard let offered else { return }
        guard let held = value else {
            value = offered.kept
            stamp = arriving.stamp
            return
        }
        switch arriving.compared(toHeld: stamp) {
        case .newer:
            // Mostly the same again: a snapshot repeats everything.
            if !offered.isKept(as: held) { value = offered.kept }
            stamp = arriving.stamp
        case .equal:
            if !offered.isKept(as: held), held.documentText.isLess(than: offered.documentText) {
                value = offered.kept
            }
        case .older:
            break
        }
    }

    /// Takes what another record of the same thing holds.
    mutating func merge(_ other: Latest<Value>) {
        offer(other.value, at: ArrivingStamp(other.stamp))
    }
}

extension [UInt8] {
    /// Shorter first, then byte by byte: between two accounts of one fact the one that says more wins.
    func isLess(than other: [UInt8]) -> Bool {
        count != other.count ? count < other.count : lexicographicallyPrecedes(other)
    }
}
