import Glibc

/// When a server wants to be asked again: the field `Retry-After` (RFC 9110, section 10.2.3).
public enum RetryAfter: Hashable, Sendable {
    /// Seconds from the answer on.
    case seconds(Int)
    /// Seconds since 1970-01-01 00:00:00 UTC.
    case at(Int64)

    /// Reads a number of seconds, a fraction rounded up, or a date in one of HTTP's three forms; nil for anything else.
    public init?(_ text: String) {
        if let seconds = RetryAfter.seconds(text) {
            self = .seconds(seconds)
        } else if let moment = RetryAfter.moment(text) {
            self = .at(moment)
        } else {
            return nil
        }
    }

    /// How long to wait.
    /// - Parameters:
    ///   - now: in seconds since 1970-01-01 00:00:00 UTC.
    ///   - limit: what a server may ask for at most.
    public func wait(from now: Int64, atMost limit: Duration) -> Duration {
        let seconds: Int64 =
            switch self {
            case .seconds(let seconds): Int64(seconds)
            case .at(let moment): moment.subtractingReportingOverflow(now).partialValue
            }
        return min(max(.zero, .seconds(seconds)), limit)
    }

    private static func seconds(_ text: String) -> Int? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count),
            parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } })
        else { return nil }
        // More digits than fit are a very long time; 10 years stand for it.
        let whole = min(Int(parts[0]) ?? .max, 315_360_000)
        return whole + (parts.count == 2 && parts[1].contains { $0 != "0" } ? 1 : 0)
    }

    /// The three forms of a date (RFC 9110, section 5.6.7): `Wed, 21 Oct 2015 07:28:00 GMT`, `Wednesday, 21-Oct-15 07:28:00
    /// GMT` and `Wed Oct 21 07:28:00 2015`.
    private static func moment(_ text: String) -> Int64? {
        let words = text.split { " ,-".contains($0) }
        if words.count == 6, words[5] == "GMT" { return moment(words[1], words[2], words[3], words[4]) }
        if words.count == 5 { return moment(words[2], words[1], words[4], words[3]) }
        return nil
    }

    private static func moment(
        _ day: Substring, _ month: Substring, _ year: Substring, _ time: Substring
    ) -> Int64? {
        let clock = time.split(separator: ":").compactMap { Int32($0) }
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        guard clock.count == 3, let day = Int32(day), (1...31).contains(day), let year = Int32(year), year >= 0,
            let month = months.firstIndex(of: String(month)), (0...23).contains(clock[0]),
            (0...59).contains(clock[1]), (0...60).contains(clock[2])
        else { return nil }
        var fields = unsafe tm()
        unsafe fields.tm_mday = day
        unsafe fields.tm_mon = Int32(month)
        // Two digits mean the century in which HTTP's first form took over.
        unsafe fields.tm_year = year < 70 ? year + 100 : year < 100 ? year : year - 1_900
        unsafe (fields.tm_hour, fields.tm_min, fields.tm_sec) = (clock[0], clock[1], clock[2])
        return Int64(unsafe timegm(&fields))
    }
}
