extension Timestamp {
    /// Reads a date or a date with time as the OMS writes them; nil for anything else.
    public init?(_ text: some StringProtocol) { nil }
    /// RFC 3339 in UTC: `2026-02-03T18:42:31Z`, with a fraction only when there is one.
    public var rfc3339UTC: String { "" }
    /// RFC 3339 with the offset the text had: `2026-02-03T19:42:31+01:00`.
    public var rfc3339: String { "" }
    /// The day in UTC: `2026-02-19`.
    public var dayUTC: String { "" }
}
