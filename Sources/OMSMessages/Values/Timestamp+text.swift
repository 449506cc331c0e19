extension Timestamp {
    /// The instants that RFC 3339 can write: the years 0001 to 9999 in UTC.
    static let writable: ClosedRange<Int64> = -62_135_596_800_000_000...253_402_300_799_999_999

    /// RFC 3339 in UTC: `2026-02-03T18:42:31Z`, with a fraction only when there is one.
    public var rfc3339UTC: String { text(offset: 0, time: true) }

    /// RFC 3339 with the offset the text had: `2026-02-03T19:42:31+01:00`.
    public var rfc3339: String { text(offset: Int(offsetMinutes), time: true) }

    /// The day in UTC: `2026-02-19`.
    public var dayUTC: String { text(offset: 0, time: false) }

    private func text(offset: Int, time: Bool) -> String {
        unsafe withText(offset: offset, time: time) { text in unsafe String(validated: text, isKnownASCII: true) }
    }

    /// Hands the text, which is ASCII, to `body`.
    /// - Parameters:
    ///   - offset: minutes east of UTC.
    ///   - time: whether time and offset follow the day.
    func withText<Result>(
        offset: Int, time: Bool, _ body: (UnsafeBufferPointer<UInt8>) -> Result
    ) -> Result {
        var seconds = Int(microseconds / 1_000_000)
        var fraction = Int(microseconds % 1_000_000)
        if fraction < 0 {
            fraction += 1_000_000
            seconds -= 1
        }
        seconds += offset * 60
        var days = seconds / 86_400
        var timeOfDay = seconds % 86_400
        if timeOfDay < 0 {
            timeOfDay += 86_400
            days -= 1
        }
        // A year of at most 20 characters, and 28 for all else.
        return unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 48) { buffer in
            var text = unsafe TimestampText(place: buffer.baseAddress!)
            text.append(CalendarDay(daysSince1970: days))
            if time {
                text.append(time: timeOfDay, microseconds: fraction)
                text.append(offset: offset)
            }
            return unsafe body(UnsafeBufferPointer(rebasing: buffer[..<text.count]))
        }
    }
}

extension Timestamp: CustomStringConvertible {
    /// The same as ``rfc3339``.
    public var description: String { rfc3339 }
}

/// Puts a timestamp's text together.
@safe private struct TimestampText {
    private let place: UnsafeMutablePointer<UInt8>
    private(set) var count = 0

    init(place: UnsafeMutablePointer<UInt8>) { unsafe self.place = place }

    mutating func append(_ day: CalendarDay) {
        if (0...9_999).contains(day.year) {
            append(day.year, digits: 4)
        } else {
            count += unsafe DecimalDigits.write(day.year, at: place + count)
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
        while unsafe place[count - 1] == UInt8(ascii: "0") { count -= 1 }
    }

    mutating func append(offset: Int) {
        guard offset != 0 else { return append("Z") }
        append(offset < 0 ? "-" : "+")
        append(abs(offset) / 60, digits: 2)
        append(":")
        append(abs(offset) % 60, digits: 2)
    }

    private mutating func append(_ character: Unicode.Scalar) {
        unsafe place[count] = UInt8(ascii: character)
        count += 1
    }

    @inline(__always)
    private mutating func append(_ number: Int, digits: Int) {
        unsafe DecimalDigits.write(UInt(number), digits: digits, at: place + count)
        count += digits
    }
}
