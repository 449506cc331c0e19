/// A set of line numbers. Orders have few lines, numbered from 1: those below 64 are the bits of one word, so that asking
/// after every message what is shipped and cancelled allocates nothing.
public struct LineSet: Hashable, Sendable {
    /// The bit of every member below 64.
    private var low: UInt64 = 0
    /// The other members, ascending.
    private var high: [Int] = []

    public init() {}

    public init(_ numbers: some Sequence<Int>) {
        for number in numbers { insert(number) }
    }

    public var isEmpty: Bool { low == 0 && high.isEmpty }

    public func contains(_ number: Int) -> Bool {
        if let bit = LineSet.bit(number) { return low & bit != 0 }
        guard !high.isEmpty else { return false }
        let place = high.insertionIndex(of: number) { $0 }
        return place < high.endIndex && high[place] == number
    }

    public mutating func insert(_ number: Int) {
        if let bit = LineSet.bit(number) {
            low |= bit
        } else {
            let place = high.insertionIndex(of: number) { $0 }
            if place == high.endIndex || high[place] != number { high.insert(number, at: place) }
        }
    }

    /// The members that the other set has not.
    public func subtracting(_ other: LineSet) -> LineSet {
        if self == other { return [] }
        var result = self
        result.low &= ~other.low
        if !high.isEmpty { result.high.removeAll(where: other.contains) }
        return result
    }

    public func isSubset(of other: LineSet) -> Bool { low & ~other.low == 0 && high.allSatisfy(other.contains) }

    public func isDisjoint(with other: LineSet) -> Bool {
        low & other.low == 0 && !high.contains(where: other.contains)
    }

    private static func bit(_ number: Int) -> UInt64? { number >= 0 && number < 64 ? 1 << UInt64(number) : nil }
}

extension LineSet: Sequence {
    /// The members, ascending. (Negative numbers name no line and never get here.)
    public func makeIterator() -> Iterator { Iterator(low: low, high: high[...]) }

    public var underestimatedCount: Int { low.nonzeroBitCount + high.count }

    public struct Iterator: IteratorProtocol {
        fileprivate var low: UInt64
        fileprivate var high: ArraySlice<Int>

        public mutating func next() -> Int? {
            guard low != 0 else { return high.popFirst() }
            defer { low &= low - 1 }
            return low.trailingZeroBitCount
        }
    }
}

extension LineSet: ExpressibleByArrayLiteral {
    public init(arrayLiteral numbers: Int...) { self.init(numbers) }
}
