import SampleWorld

/// Messages of an invented world in all its spellings, made as they are needed; always the same.
struct BenchMessages: IteratorProtocol, Sendable {
    private var world: SampleWorld
    private var left: Int

    /// - Parameters:
    ///   - skippedIDs: with other order ids they tell of other orders, in a log that holds some already.
    ///   - count: at most so many; fewer if the world ends.
    init(orders: Int, seed: UInt64, skippedIDs: Int = 0, count: Int = .max) {
        world = SampleWorld(
            SampleWorld.Options(
                orders: orders, seed: seed, skippedIDs: skippedIDs, quirks: true, shuffle: false, duplicates: false))
        left = count
    }

    /// The next one; nil after the last.
    mutating func next() -> [UInt8]? {
        guard left > 0, let line = world.next() else { return nil }
        left -= 1
        return line
    }

    /// The next ones; fewer if there are no more.
    mutating func take(_ count: Int) -> [[UInt8]] {
        Terminal.progress("making \(Figures.grouped(count)) messages")
        var lines: [[UInt8]] = []
        lines.reserveCapacity(count)
        while lines.count < count, let line = next() { lines.append(line) }
        return lines
    }
}
