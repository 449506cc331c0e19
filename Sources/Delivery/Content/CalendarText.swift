/// The months, for English texts and for the dates of mail headers.
enum CalendarText {
    static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]
}
