/// Numbers of bytes as people write them: `8MiB`, `64KiB`, `1GB`, `1048576`.
enum SizeText {
    private static let units: [(suffix: String, bytes: Int)] = [
        ("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10), ("GB", 1_000_000_000), ("MB", 1_000_000), ("kB", 1000),
        ("KB", 1000), ("B", 1),
    ]

    /// Reads a whole number with or without a unit.
    /// - Returns: nil for anything else.
    static func bytes(_ text: String) -> Int? {
        let digits = text.prefix { ("0"..."9").contains($0) }
        var suffix = text.dropFirst(digits.count)
        while suffix.first == " " { suffix = suffix.dropFirst() }
        guard let number = Int(digits) else { return nil }
        guard !suffix.isEmpty else { return number }
        guard let unit = units.first(where: { $0.suffix == suffix }) else { return nil }
        let (bytes, overflow) = number.multipliedReportingOverflow(by: unit.bytes)
        return overflow ? nil : bytes
    }

    /// Writes a number in the largest binary unit that divides it.
    static func text(of bytes: Int) -> String {
        for (suffix, size) in units.prefix(3) where bytes >= size && bytes % size == 0 {
            return "\(bytes / size)\(suffix)"
        }
        return String(bytes)
    }
}
