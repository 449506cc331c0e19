extension SampleDay {
    /// Express was paid, but it took three days: customer service gives the shipping costs back. One old snapshot of the
    /// order comes a day late and changes nothing.
    @Sendable
    static func lateExpressDelivery(_ at: Calendar) -> Story {
        let imani = Person(
            firstName: "Imani", lastName: "Tindall", street: "88 Tidewater Ln", city: "Mystic", zip: "06355",
            state: "CT",
            email: "imani.tindall@mail.example", phone: "+1 860 555 0199")
        var story = order(
            20750, .unitedStates, by: imani, ["CLOCK-TIDE-OAK"], shipping: ("EXPRESS", 1900), placed: at(day: 0, 14, 40)
        )
        story.created()
        story.at(at(day: 0, 15, 40))
        story.late(by: Moment.day + 4 * Moment.hour) { $0.readyToShip() }
        story.at(at(day: 1, 15, 0))
        story.ship([1], parcels: [Parcel(lines: [1], carrier: 1)])
        story.at(at(day: 1, 15, 20))
        story.updated("COMPLETE", "FULLYSHIPPED")
        var note = story.creditNote("appeasement", [2], reason: "LATE")
        note.lines[0].gross = 1900
        let day = at(day: 4, 16, 0)
        story.at(day)
        story.refund(note, "PENDINGRELEASE", dated: day)
        story.at(at(day: 4, 16, 12))
        story.refund(note, "RELEASED", reason: "RELEASESUCCESS", dated: day)
        return story
    }
}
