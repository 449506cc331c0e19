extension SampleDay {
    /// A bag comes back and is exchanged: the new one travels in a child order at no charge.
    @Sendable
    static func wrongSize(_ at: Calendar) -> Story {
        let ada = Person(
            firstName: "Ada", lastName: "Quillfeather", street: "41 Lighthouse Rd", city: "Duluth", zip: "55802",
            state: "MN", email: "ada.q@mail.example", phone: "+1 218 555 0121")
        var story = order(
            20755, .unitedStates, by: ada, ["BAG-CANVAS-40", "MUG-STONE-SET4"], placed: at(day: 0, 15, 15))
        story.created()
        story.at(at(day: 0, 16, 15))
        story.readyToShip()
        story.at(at(day: 1, 17, 0))
        story.ship([1, 2])
        story.at(at(day: 1, 17, 20))
        story.updated("COMPLETE", "FULLYSHIPPED")
        story.at(at(day: 4, 18, 0))
        story.returnUpdated(story.rma(), "REQUESTED", [1])
        story.at(at(day: 6, 16, 10))
        story.received(story.rma(), [1])

        story.at(at(day: 6, 17, 0))
        var child = story.child(id: "NQ-20755E", origin: "FRONTEND", lines: [1])
        child.at(at(day: 6, 17, 1))
        child.created()
        child.at(at(day: 6, 17, 30))
        child.readyToShip()
        child.at(at(day: 7, 17, 0))
        child.ship([1])
        child.at(at(day: 7, 17, 20))
        child.updated("COMPLETE", "FULLYSHIPPED")
        story.adopt(child)
        return story
    }
}
