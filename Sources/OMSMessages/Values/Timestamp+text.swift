extension Timestamp {
    /// The instants that RFC 3339 can write: the years 0001 to 9999 in UTC.
    static let writable: ClosedRange<Int64> = -62_135_596_800_000_000...253_402_300_799_999_999

    /// RFC 3339 in UTC: `2026-02-03T18:42:31Z`, with a fraction only when there is one.
    public var rfc3339UTC: String { text(offset: 0, suffix: true) }

    /// RFC 3339 with the offset the text had: `2026-02-03T19:42:31+01:00`.
    public var rfc3339: String { text(offset: Int(offsetMinutes), suffix: true) }

    /// The day in UTC: `2026-02-19`.
    public var dayUTC: String { text(offset: 0, suffix: false) }

    private func text(offset: Int, suffix: Bool) -> String {
        var seconds = Int(microseconds / 1_000_000)
        var fraction = Int(microseconds % 1_000_000)
        if fraction < 0 {
            fraction += 1_000_000
            seconds -= 1
        }
        seconds += offset * 60
        var days = seconds / 86_400
        var time = seconds % 86_400
        if time < 0 {
            time += 86_400
            days -= 1
        }
        var text = TimestampText()
        text.append(CalendarDay(daysSince1970: days))
        if suffix {
            text.append(time: time, microseconds: fraction)
            text.append(offset: offset)
        }
        return String(decoding: text.bytes, as: UTF8.self)
    }
}

extension Timestamp: CustomStringConvertible {
    /// The same as ``rfc3339``.
    public var description: String { rfc3339 }
}

/// Puts a timestamp's text together.
private struct TimestampText {
    var bytes: [UInt8] = []

    init() { bytes.reserveCapacity(32) }

    mutating func append(_ day: CalendarDay) {
        if (0...9_999).contains(day.year) {
            append(day.year, digits: 4)
        } else {
            bytes.append(contentsOf: String(day.year).utf8)
        }
        append("-")
        append(day.month, digits: 2)
        append("-")
        append(day.day, digits: 2)
    }

    mutating func append(time: Int, microseconds: Int) {
        append("T")
        append(time / 3_600, digits: 2)
        append(":")
        append(time / 60 % 60, digits: 2)
        append(":")
        append(time % 60, digits: 2)
        guard microseconds > 0 else { return }
        append(".")
        append(microseconds, digits: 6)
        while bytes.last == UInt8(ascii: "0") { bytes.removeLast() }
    }

    mutating func append(offset: Int) {
        guard offset != 0 else { return append("Z") }
        append(offset < 0 ? "-" : "+")
        append(abs(offset) / 60, digits: 2)
        append(":")
        append(abs(offset) % 60, digits: 2)
    }

    private mutating func append(_ character: Unicode.Scalar) { bytes.append(UInt8(ascii: character)) }

    private mutating func append(_ number: Int, digits: Int) {
        var divisor = 1
        for _ in 1..<digits { divisor *= 10 }
        while divisor > 0 {
            bytes.append(UInt8(ascii: "0") + UInt8(number / divisor % 10))
            divisor /= 10
        }
    }
}
