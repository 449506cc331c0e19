/// Spans of time in microseconds, and the calendar of a moment.
enum Moment {
    static let second: Int64 = 1_000_000
    static let minute: Int64 = 60 * second
    static let hour: Int64 = 60 * minute
    static let day: Int64 = 24 * hour

    /// Appends `2026-02-03T18:42:31+01:00`.
    /// - Parameters:
    ///   - microseconds: since 1970-01-01T00:00:00Z; fractions of a second are dropped.
    ///   - offsetMinutes: minutes east of UTC to write the moment in.
    ///   - separator: what stands between date and time.
    static func append(
        _ microseconds: Int64, offsetMinutes: Int, separator: UInt8, to bytes: inout [UInt8]
    ) {
        let seconds = floorDivide(microseconds, second) + Int64(offsetMinutes) * 60
        let days = floorDivide(seconds, 86_400)
        let rest = Int(seconds - days * 86_400)
        appendDate(days: days, to: &bytes)
        bytes.append(separator)
        two(rest / 3600, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        two(rest / 60 % 60, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        two(rest % 60, to: &bytes)
        bytes.append(UInt8(ascii: offsetMinutes < 0 ? "-" : "+"))
        two(abs(offsetMinutes) / 60, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        two(abs(offsetMinutes) % 60, to: &bytes)
    }

    /// Appends the UTC day of a moment, `2026-02-03`.
    static func appendDay(_ microseconds: Int64, to bytes: inout [UInt8]) {
        appendDate(days: floorDivide(microseconds, day), to: &bytes)
    }

    /// Civil date from days since 1970-01-01 (Howard Hinnant's algorithm; years 0 to 9999).
    private static func appendDate(days: Int64, to bytes: inout [UInt8]) {
        let shifted = days + 719_468
        let era = floorDivide(shifted, 146_097)
        let dayOfEra = Int(shifted - era * 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = yearOfEra + Int(era) * 400 + (month <= 2 ? 1 : 0)
        two(year / 100, to: &bytes)
        two(year % 100, to: &bytes)
        bytes.append(UInt8(ascii: "-"))
        two(month, to: &bytes)
        bytes.append(UInt8(ascii: "-"))
        two(dayOfYear - (153 * shiftedMonth + 2) / 5 + 1, to: &bytes)
    }

    private static func two(_ number: Int, to bytes: inout [UInt8]) {
        bytes.append(0x30 + UInt8(truncatingIfNeeded: number / 10))
        bytes.append(0x30 + UInt8(truncatingIfNeeded: number % 10))
    }

    private static func floorDivide(_ value: Int64, _ divisor: Int64) -> Int64 {
        let quotient = value / divisor
        return value % divisor < 0 ? quotient - 1 : quotient
    }
}
