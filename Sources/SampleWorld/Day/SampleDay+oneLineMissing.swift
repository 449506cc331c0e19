extension SampleDay {
    /// The warehouse lacks one of two things: that line is cancelled, which is told twice, and the other leaves.
    @Sendable
    static func oneLineMissing(_ at: Calendar) -> Story {
        let marisol = Person(
            firstName: "Marisol", lastName: "Okonjo-Reed", street: "5 Old Mill St", city: "Portland", zip: "04101",
            state: "ME", email: "marisol.or@mail.example")
        var story = order(
            20760, .unitedStates, by: marisol, ["LANTERN-LED-RED", "KNIFE-OYSTER"], placed: at(day: 0, 16, 5))
        story.created()
        story.at(at(day: 0, 17, 5))
        story.readyToShip()
        story.at(at(day: 1, 12, 0))
        story.lineCancelled(2)
        story.repeatLast(.reemitted, after: 3 * Moment.hour)
        story.at(at(day: 1, 12, 3))
        story.updated("LOGISTICS", "PENDING_FIRST_SHIPMENT")
        story.at(at(day: 1, 18, 0))
        story.ship([1])
        story.at(at(day: 1, 18, 30))
        story.updated("COMPLETE", "PARTIALLYSHIPPED")
        return story
    }
}
