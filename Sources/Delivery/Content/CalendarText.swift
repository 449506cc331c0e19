import OMSMessages

/// Dates as English readers write them.
enum CalendarText {
    static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]

    /// `19 February 2026`, in UTC.
    static func day(_ moment: Timestamp) -> String {
        let fields = moment.dayUTC.split(separator: "-")
        guard fields.count == 3, let month = Int(fields[1]), months.indices.contains(month - 1),
            let day = Int(fields[2])
        else { return moment.dayUTC }
        return "\(day) \(months[month - 1]) \(fields[0])"
    }

    /// `19 February 2026 at 13:05 UTC`.
    static func moment(_ moment: Timestamp) -> String {
        let text = moment.rfc3339UTC
        guard let time = text.split(separator: "T").last?.prefix(5), text.contains("T") else { return day(moment) }
        return "\(day(moment)) at \(time) UTC"
    }
}
