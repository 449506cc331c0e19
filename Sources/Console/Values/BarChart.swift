/// Numbers as bars, oldest first: a picture in a row of a table.
public struct BarChart: PageValue {
    /// Says the same in words.
    public let label: String
    public let bars: [Bar]
    public let width: String
    public let height: String

    public struct Bar: PageValue {
        public let x: String
        public let y: String
        public let width: String
        public let height: String
        /// What is shown when one points at it.
        public let text: String
        public let isSpike: Bool
    }

    /// Heights in pixels.
    private static let tallest = 32

    /// - Parameters:
    ///   - label: what the numbers are.
    ///   - counts: at least 0 each.
    ///   - names: what each number is about, one for one.
    ///   - barWidth: in pixels, with the gap.
    public init(_ label: String, _ counts: [Int], names: [String], spikes: Set<Int> = [], barWidth: Int = 10) {
        let most = max(1, counts.max() ?? 0)
        self.label = label + ": " + counts.map(String.init).joined(separator: ", ")
        width = String(max(1, counts.count) * barWidth)
        height = String(Self.tallest)
        bars = zip(counts, names).enumerated().map { index, bar in
            // What is there at all is seen.
            let height = bar.0 == 0 ? 0 : max(2, bar.0 * Self.tallest / most)
            return Bar(
                x: String(index * barWidth), y: String(Self.tallest - height), width: String(max(1, barWidth - 2)),
                height: String(height), text: "\(bar.1): \(bar.0)", isSpike: spikes.contains(index))
        }
    }

    /// The numbers that stand out: at least ten, and more than three times what the others are on average.
    public static func spikes(in counts: [Int]) -> Set<Int> {
        guard counts.count > 1 else { return [] }
        let sum = counts.reduce(0, +)
        return Set(
            counts.indices.filter { index in
                counts[index] >= 10 && counts[index] * (counts.count - 1) > 3 * (sum - counts[index])
            })
    }
}
