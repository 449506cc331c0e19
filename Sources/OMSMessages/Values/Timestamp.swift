/// A moment as the OMS wrote it: the instant, and the offset from UTC that the text carried.
///
/// Two timestamps are equal when they name the same instant with the same offset; they are ordered by instant alone.
/// Source: message reference, section 3 ("datetime", "date").
public struct Timestamp: Hashable, Sendable {
    /// Microseconds since 1970-01-01T00:00:00Z.
    public let microseconds: Int64
    /// Minutes east of UTC that the text named; 0 for `Z`, for a bare date and for a time without offset.
    public let offsetMinutes: Int16

    /// - Parameters:
    ///   - microseconds: microseconds since 1970-01-01T00:00:00Z.
    ///   - offsetMinutes: minutes east of UTC, kept for display.
    public init(microseconds: Int64, offsetMinutes: Int16 = 0) {
        self.microseconds = microseconds
        self.offsetMinutes = offsetMinutes
    }
}

extension Timestamp: Comparable {
    public static func < (lhs: Timestamp, rhs: Timestamp) -> Bool {
        (lhs.microseconds, lhs.offsetMinutes) < (rhs.microseconds, rhs.offsetMinutes)
    }
}
