extension SampleDay {
    /// A guest's card is charged in vain; the error is repeated by a second snapshot, customer service has the payment
    /// repeated, and the lamp leaves.
    @Sendable
    static func captureInVain(_ at: Calendar) -> Story {
        let juno = Person(
            firstName: "Juno", lastName: "Falkenrath", street: "Am Speicher 9", city: "Kiel", zip: "24103",
            email: "juno.f@post.example")
        var story = order(20744, .germany, by: juno, ["LAMP-HARBOUR-S"], placed: at(day: 0, 8, 4))
        story.order.isGuest = true
        story.created()
        story.at(at(day: 0, 8, 20))
        story.fails("CAPTUREFAILURE")
        story.at(at(day: 0, 10, 0))
        story.again()
        story.at(at(day: 0, 13, 30))
        story.updated("APPROVED", "SYSAPPROVED")
        story.at(at(day: 0, 13, 45))
        story.readyToShip()
        story.at(at(day: 1, 9, 10))
        story.ship([1])
        story.at(at(day: 1, 9, 25))
        story.updated("COMPLETE", "FULLYSHIPPED")
        return story
    }
}
