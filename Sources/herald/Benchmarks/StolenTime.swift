import FoundationEssentials

/// What the host of this virtual machine gave to others of the time that its processors wanted, as far as it is told.
struct StolenTime: Sendable {
    /// Ticks since the machine started, of all processors together.
    let stolen: Int
    /// Those in which there was something to do, stolen ones included.
    let wanted: Int

    /// Now; nil where the kernel does not say.
    static var now: StolenTime? {
        // cpu user nice system idle iowait irq softirq steal …
        guard let text = try? String(contentsOfFile: "/proc/stat", encoding: .utf8),
            let line = text.split(separator: "\n").first, line.hasPrefix("cpu ")
        else { return nil }
        let ticks = line.split(separator: " ").dropFirst().prefix(8).compactMap { Int($0) }
        guard ticks.count == 8 else { return nil }
        return StolenTime(stolen: ticks[7], wanted: ticks.reduce(0, +) - ticks[3] - ticks[4])
    }

    /// The share of what was wanted since an earlier moment, 0 to 1.
    func share(since earlier: StolenTime) -> Double {
        Double(stolen - earlier.stolen) / Double(max(wanted - earlier.wanted, 1))
    }
}
