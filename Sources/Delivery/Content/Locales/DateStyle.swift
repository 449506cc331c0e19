import OMSMessages

/// How a locale writes days and times. All are in UTC, which the OMS counts in, and times say so; they
/// hold together with blanks that do not break.
enum DateStyle: Hashable, Sendable {
    /// `19 February 2026`, `… at 19:00 UTC`: English outside North America, and beside other languages.
    case english
    /// `February 19, 2026`, `… at 7:00 PM UTC`.
    case northAmerican
    /// `19. Februar 2026`, `… um 19:00 Uhr (UTC)`.
    case german
    /// `19 février 2026`, `… à 19 h 00 (UTC)`; the first of a month is `1er`.
    case french
    /// `19 de febrero de 2026`, `… a las 19:00 (UTC)`.
    case spanish

    /// `2026-02-19`, `2026-02-19, 19:00 UTC`: languages whose months herald does not know.
    case numeric

    /// The day of a moment, in UTC.
    func day(_ moment: Timestamp) -> String {
        guard let fields = Fields(moment) else { return moment.dayUTC }
        let month = months[fields.month - 1]
        return switch self {
        case .english: "\(fields.day) \(month) \(fields.year)"
        case .northAmerican: "\(month) \(fields.day), \(fields.year)"
        case .german: "\(fields.day). \(month) \(fields.year)"
        case .french: "\(fields.day == 1 ? "1er" : String(fields.day)) \(month) \(fields.year)"
        case .spanish: "\(fields.day) de \(month) de \(fields.year)"
        case .numeric: moment.dayUTC
        }
    }

    /// The day and the time of a moment, in UTC.
    func moment(_ moment: Timestamp) -> String {
        guard let fields = Fields(moment) else { return moment.rfc3339UTC }
        let day = day(moment)
        let minute = fields.minute < 10 ? "0\(fields.minute)" : String(fields.minute)
        let time = (fields.hour < 10 ? "0" : "") + "\(fields.hour):\(minute)"
        return switch self {
        case .english: "\(day) at \(time)\u{A0}UTC"
        case .northAmerican:
            "\(day) at \((fields.hour + 11) % 12 + 1):\(minute)\u{A0}\(fields.hour < 12 ? "AM" : "PM")\u{A0}UTC"
        case .german: "\(day) um \(time)\u{A0}Uhr\u{A0}(UTC)"
        case .french: "\(day) à \(fields.hour)\u{A0}h\u{A0}\(minute)\u{A0}(UTC)"
        case .spanish: "\(day) a \(fields.hour == 1 ? "la" : "las") \(fields.hour):\(minute)\u{A0}(UTC)"
        case .numeric: "\(day), \(time)\u{A0}UTC"
        }
    }

    private var months: [String] {
        switch self {
        case .english, .northAmerican, .numeric: CalendarText.months
        case .german: DateStyle.germanMonths
        case .french: DateStyle.frenchMonths
        case .spanish: DateStyle.spanishMonths
        }
    }

    private static let germanMonths = [
        "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November",
        "Dezember",
    ]
    private static let frenchMonths = [
        "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
        "décembre",
    ]
    private static let spanishMonths = [
        "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre",
        "diciembre",
    ]

    /// A moment in numbers; nil outside the years 0001 to 9999.
    private struct Fields {
        var year: Int
        var month: Int
        var day: Int
        var hour: Int
        var minute: Int

        init?(_ moment: Timestamp) {
            let fields = moment.rfc3339UTC.split(whereSeparator: { "-T:Z.".contains($0) }).compactMap { Int($0) }
            guard moment.rfc3339UTC.first != "-", fields.count >= 5, (1...12).contains(fields[1]) else { return nil }
            (year, month, day, hour, minute) = (fields[0], fields[1], fields[2], fields[3], fields[4])
        }
    }
}
