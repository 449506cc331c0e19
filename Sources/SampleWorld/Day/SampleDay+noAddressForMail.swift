extension SampleDay {
    /// Ordered by telephone: no e-mail, no mobile number. The shipment's communication is held until somebody finds one.
    @Sendable
    static func noAddressForMail(_ at: Calendar) -> Story {
        let aenne = Person(
            firstName: "Änne", lastName: "Süderbrook", street: "Kranstieg 20", city: "Leer", zip: "26789")
        var story = order(20758, .germany, by: aenne, ["ROPE-MAT-60"], placed: at(day: 0, 12, 50))
        story.created()
        story.at(at(day: 0, 13, 50))
        story.readyToShip()
        story.at(at(day: 1, 10, 0))
        story.ship([1])
        story.at(at(day: 1, 10, 20))
        story.updated("COMPLETE", "FULLYSHIPPED")
        return story
    }
}
