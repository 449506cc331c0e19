extension SampleDay {
    /// A sweater comes back without any notice. The warehouse takes it in, and the refund, which names no return, is linked
    /// to it, since no other fits.
    @Sendable
    static func parcelWithoutNotice(_ at: Calendar) -> Story {
        let yann = Person(
            firstName: "Yann", lastName: "Desruisseaux", street: "7 rue du Phare", city: "Nantes", zip: "44000",
            email: "yann.d@courrier.example")
        var story = order(20753, .france, by: yann, ["SWEATER-GANSEY-M"], placed: at(day: 0, 11, 30))
        story.created()
        story.at(at(day: 0, 12, 30))
        story.readyToShip()
        story.at(at(day: 1, 7, 20))
        story.ship([1])
        story.at(at(day: 1, 7, 40))
        story.updated("COMPLETE", "FULLYSHIPPED")
        story.at(at(day: 6, 9, 5))
        story.received(nil, [1])
        let note = story.creditNote("return", [1])
        story.at(at(day: 6, 15, 0))
        story.refund(note, "PENDINGRELEASE")
        return story
    }
}
