/// A moment on a page: in UTC, and by script in the zone of whoever reads it.
public struct Moment: PageValue, Hashable {
    /// RFC 3339, in UTC.
    public let iso: String
    /// As people read it: `2026-11-23 18:20:37 UTC`.
    public let utc: String

    /// - Parameter rfc3339UTC: such as `2026-11-23T18:20:37.123Z`.
    public init(_ rfc3339UTC: String) {
        iso = rfc3339UTC
        utc = rfc3339UTC.prefix(10) + " " + rfc3339UTC.dropFirst(11).prefix(8) + " UTC"
    }
}
