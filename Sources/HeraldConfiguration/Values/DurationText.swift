/// Lengths of time as people write them: `250ms`, `90s`, `15m`, `2h30m`, `14d`.
enum DurationText {
    private static let units: [(suffix: String, milliseconds: Int64)] = [
        ("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1000), ("ms", 1),
    ]

    /// Reads a length of time: whole numbers, each with a unit, the larger unit first.
    /// - Returns: nil for anything else.
    static func duration(_ text: String) -> Duration? {
        var rest = Substring(text)
        var allowed = units[...]
        var total: Int64 = 0
        guard !rest.isEmpty else { return nil }
        while !rest.isEmpty {
            let digits = rest.prefix { ("0"..."9").contains($0) }
            let suffix = rest.dropFirst(digits.count).prefix { !("0"..."9").contains($0) }
            guard let number = Int64(digits), let index = allowed.firstIndex(where: { $0.suffix == suffix }) else {
                return nil
            }
            let (part, tooLarge) = number.multipliedReportingOverflow(by: units[index].milliseconds)
            let (sum, overflow) = total.addingReportingOverflow(part)
            guard !tooLarge, !overflow else { return nil }
            total = sum
            allowed = units[(index + 1)...]
            rest = rest.dropFirst(digits.count + suffix.count)
        }
        return .milliseconds(total)
    }

    /// Writes a length of time in whole units, the larger first; what is below a millisecond is dropped.
    static func text(of duration: Duration) -> String {
        let (seconds, attoseconds) = duration.components
        var rest = seconds * 1000 + attoseconds / 1_000_000_000_000_000
        guard rest > 0 else { return "0s" }
        var text = ""
        for (suffix, milliseconds) in units where rest >= milliseconds {
            text += "\(rest / milliseconds)\(suffix)"
            rest %= milliseconds
        }
        return text
    }
}
