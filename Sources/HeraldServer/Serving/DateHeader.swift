internal import Synchronization

/// The `Date` header (RFC 9110, section 5.6.7), made once a second.
final class DateHeader: Sendable {
    private let cached = Mutex<(second: Int64, text: String)>((.min, ""))

    /// - Parameter now: microseconds since 1970-01-01 00:00:00 UTC.
    func text(_ now: Int64) -> String {
        let second = now.quotientFlooring(1_000_000)
        return cached.withLock { cached in
            if cached.second != second { cached = (second, Self.format(second)) }
            return cached.text
        }
    }

    /// - Parameter second: seconds since 1970-01-01 00:00:00 UTC.
    static func format(_ second: Int64) -> String {
        let weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let day = second.quotientFlooring(86_400)
        let time = second - day * 86_400
        // Days since 0000-03-01 (Howard Hinnant, "chrono-compatible low-level date algorithms").
        let shifted = day + 719_468
        let era = shifted.quotientFlooring(146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        let dayOfMonth = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        let weekday = weekdays[Int(day - day.quotientFlooring(7) * 7)]
        let clock = [time / 3600, time / 60 % 60, time % 60].map(twoDigits).joined(separator: ":")
        return "\(weekday), \(twoDigits(dayOfMonth)) \(months[Int(month) - 1]) \(year) \(clock) GMT"
    }

    private static func twoDigits(_ number: Int64) -> String { (number < 10 ? "0" : "") + String(number) }
}

extension Int64 {
    /// The quotient rounded towards negative infinity.
    fileprivate func quotientFlooring(_ divisor: Int64) -> Int64 {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }
}
