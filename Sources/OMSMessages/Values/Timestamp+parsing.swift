extension Timestamp {
    /// Reads what the OMS writes as a date or a date with time; nil for anything else.
    ///
    /// `2026-02-03`, or that and, after `T` or a blank, `18:42`, `18:42:31` or `18:42:31.5`, then nothing (UTC), `Z`,
    /// `UTC`, `+01:00`, `+0100` or `+01`, a blank before it allowed. Years 0001 to 9999; digits beyond microseconds are
    /// dropped. Source: message reference, section 3.
    public init?(_ text: some StringProtocol) {
        var text = String(text)
        guard let value = text.withUTF8({ utf8 in unsafe Timestamp(utf8: utf8) }) else { return nil }
        self = value
    }

    init?(utf8 text: UnsafeBufferPointer<UInt8>) {
        if let value = unsafe Timestamp.common(text) {
            self = value
            return
        }
        var scanner = unsafe TimestampScanner(text: text)
        guard let value = scanner.timestamp() else { return nil }
        self = value
    }
}

extension Timestamp {
    /// Reads the form that nearly all messages have, digit by digit in its place: `2026-02-03T18:42:31+00:00`, or `Z` at the
    /// end, or no offset. Nil for any other form, and for what is no moment; both are looked at again by the scanner.
    private static func common(_ text: UnsafeBufferPointer<UInt8>) -> Timestamp? {
        let isOffsetLong = text.count == 25
        guard isOffsetLong || text.count == 20 || text.count == 19, let start = text.baseAddress else { return nil }
        guard unsafe start[4] == UInt8(ascii: "-"), unsafe start[7] == UInt8(ascii: "-"),
            unsafe start[10] == UInt8(ascii: "T") || start[10] == UInt8(ascii: " "),
            unsafe start[13] == UInt8(ascii: ":"), unsafe start[16] == UInt8(ascii: ":")
        else { return nil }
        var isWest = false
        if isOffsetLong {
            isWest = unsafe start[19] == UInt8(ascii: "-")
            guard isWest || (unsafe start[19] == UInt8(ascii: "+")), unsafe start[22] == UInt8(ascii: ":") else {
                return nil
            }
        } else if text.count == 20 {
            guard unsafe start[19] == UInt8(ascii: "Z") else { return nil }
        }
        /// Gathers whatever is no digit.
        var others: UInt8 = 0
        @inline(__always)
        func pair(_ place: Int) -> Int {
            let tens = unsafe start[place] &- UInt8(ascii: "0")
            let ones = unsafe start[place + 1] &- UInt8(ascii: "0")
            others |= (tens > 9 ? 1 : 0) | (ones > 9 ? 1 : 0)
            return Int(tens) &* 10 &+ Int(ones)
        }
        let (year, month, day) = (pair(0) &* 100 &+ pair(2), pair(5), pair(8))
        let (hour, minute, second) = (pair(11), pair(14), pair(17))
        var offset = 0
        if isOffsetLong {
            let (hours, minutes) = (pair(20), pair(23))
            guard hours < 24, minutes < 60 else { return nil }
            offset = isWest ? -(hours * 60 + minutes) : hours * 60 + minutes
        }
        // Every month has 28 days; the rest, like leap seconds and the first year, is the scanner's.
        guard others == 0, year > 1, year < 9999, month >= 1, month <= 12, day >= 1, hour < 24, minute < 60,
            second < 60,
            day <= 28 || day <= CalendarDay.length(ofMonth: month, year: year)
        else { return nil }
        let days = CalendarDay(year: year, month: month, day: day).daysSince1970
        let seconds = ((days * 24 + hour) * 60 + minute - offset) * 60 + second
        return Timestamp(microseconds: Int64(seconds) * 1_000_000, offsetMinutes: Int16(truncatingIfNeeded: offset))
    }
}

/// Reads one timestamp from left to right.
@safe private struct TimestampScanner {
    private let text: UnsafeBufferPointer<UInt8>
    private let count: Int
    private var position = 0

    init(text: UnsafeBufferPointer<UInt8>) {
        unsafe self.text = text
        count = text.count
    }

    mutating func timestamp() -> Timestamp? {
        guard let year = number(4), skip("-"), let month = number(2), skip("-"), let day = number(2),
            year >= 1, (1...12).contains(month), day >= 1,
            day <= CalendarDay.length(ofMonth: month, year: year)
        else { return nil }
        let days = CalendarDay(year: year, month: month, day: day).daysSince1970
        if position == count { return Timestamp(microseconds: Int64(days) * 86_400_000_000) }
        guard skip("T") || skip("t") || skip(" "), let time = timeOfDay(), let offset = offset(),
            position == count
        else { return nil }
        let instant = (Int64(days) * 86_400 - Int64(offset) * 60) * 1_000_000 + time
        guard Timestamp.writable.contains(instant) else { return nil }
        return Timestamp(microseconds: instant, offsetMinutes: Int16(offset))
    }

    /// Microseconds since midnight; a leap second counts as the first of the next minute.
    private mutating func timeOfDay() -> Int64? {
        guard let hour = number(2), hour < 24, skip(":"), let minute = number(2), minute < 60 else { return nil }
        var second = 0
        var fraction: Int64 = 0
        if skip(":") {
            guard let value = number(2), value <= 60 else { return nil }
            second = value
            if skip(".") || skip(",") {
                guard let value = microseconds() else { return nil }
                fraction = value
            }
        }
        return Int64((hour * 60 + minute) * 60 + second) * 1_000_000 + fraction
    }

    private mutating func microseconds() -> Int64? {
        var value: Int64 = 0
        var digits = 0
        while let digit = digit(at: position) {
            if digits < 6 { value = value * 10 + Int64(digit) }
            digits += 1
            position += 1
        }
        guard digits > 0 else { return nil }
        while digits < 6 {
            value *= 10
            digits += 1
        }
        return value
    }

    /// Minutes east of UTC.
    private mutating func offset() -> Int? {
        if position == count { return 0 }
        _ = skip(" ")
        if skip("Z") || skip("z") { return 0 }
        if skip("U") { return skip("T") && skip("C") ? 0 : nil }
        let isWest = skip("-")
        guard isWest || skip("+"), let hours = number(2), hours < 24 else { return nil }
        var minutes = 0
        if position < count {
            _ = skip(":")
            guard let value = number(2), value < 60 else { return nil }
            minutes = value
        }
        return isWest ? -(hours * 60 + minutes) : hours * 60 + minutes
    }

    @inline(__always)
    private mutating func number(_ digits: Int) -> Int? {
        guard position + digits <= count else { return nil }
        var value = 0
        for index in position..<position + digits {
            let digit = unsafe text[index] &- UInt8(ascii: "0")
            guard digit < 10 else { return nil }
            value = value &* 10 &+ Int(digit)
        }
        position += digits
        return value
    }

    private func digit(at index: Int) -> Int? {
        guard index < count else { return nil }
        let digit = unsafe text[index] &- UInt8(ascii: "0")
        return digit < 10 ? Int(digit) : nil
    }

    @inline(__always)
    private mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard position < count, unsafe text[position] == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }
}
