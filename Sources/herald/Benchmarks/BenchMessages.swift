import SampleWorld

/// Messages of an invented world in all its spellings, made as they are needed; always the same.
struct BenchMessages {
    private var world: SampleWorld

    init(orders: Int, seed: UInt64) {
        world = SampleWorld(
            SampleWorld.Options(orders: orders, seed: seed, quirks: true, shuffle: false, duplicates: false))
    }

    /// The next one; nil after the last of the world.
    mutating func next() -> [UInt8]? { world.next() }

    /// The next ones; fewer if the world ends.
    mutating func take(_ count: Int) -> [[UInt8]] {
        Terminal.progress("making \(Figures.grouped(count)) messages")
        var lines: [[UInt8]] = []
        lines.reserveCapacity(count)
        while lines.count < count, let line = world.next() { lines.append(line) }
        return lines
    }

    /// The first ones.
    static func first(_ count: Int, orders: Int, seed: UInt64) -> [[UInt8]] {
        var messages = BenchMessages(orders: orders, seed: seed)
        return messages.take(count)
    }
}
