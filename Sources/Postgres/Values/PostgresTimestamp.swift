/// An instant as `timestamptz` stores it: whole microseconds, no leap seconds.
public struct PostgresTimestamp: Hashable, Comparable, Sendable {
    /// Microseconds since 1970-01-01 00:00:00 UTC. `Int64.min` and `Int64.max` are `-infinity` and `infinity`.
    public var microsecondsSince1970: Int64

    @inlinable public init(microsecondsSince1970: Int64) { self.microsecondsSince1970 = microsecondsSince1970 }

    public static let infinity = PostgresTimestamp(microsecondsSince1970: .max)
    public static let negativeInfinity = PostgresTimestamp(microsecondsSince1970: .min)

    /// Whether PostgreSQL has this moment: it begins with the Julian calendar, on 4714-11-24 BC, and ends in the year 294276,
    /// behind every number of microseconds. The infinities are moments too.
    public var isStorable: Bool {
        self == .negativeInfinity || microsecondsSince1970 >= -211_813_488_000_000_000 + Self.epochOffset
    }

    /// PostgreSQL counts from 2000-01-01 00:00:00 UTC.
    @usableFromInline static let epochOffset: Int64 = 946_684_800_000_000

    /// The value on the wire. Instants before the year -290308 have none and become `-infinity`.
    @inlinable var microsecondsSince2000: Int64 {
        switch microsecondsSince1970 {
        case .max: .max
        case ..<(Int64.min + Self.epochOffset): .min
        default: microsecondsSince1970 - Self.epochOffset
        }
    }

    @inlinable init(microsecondsSince2000 value: Int64) {
        // A finite timestamptz ends in the year 294276, before the addition could overflow.
        microsecondsSince1970 =
            switch value {
            case .max, .min: value
            default: value.addingReportingOverflow(Self.epochOffset).partialValue
            }
    }

    @inlinable public static func < (left: Self, right: Self) -> Bool {
        left.microsecondsSince1970 < right.microsecondsSince1970
    }
}
