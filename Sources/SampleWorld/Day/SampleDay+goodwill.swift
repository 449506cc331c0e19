extension SampleDay {
    /// Money goes back under a type that nobody knows: held, never guessed.
    @Sendable
    static func goodwill(_ at: Calendar) -> Story {
        let solene = Person(
            firstName: "Solène", lastName: "Tanguélic", street: "9 impasse du Cabestan", city: "Arles", zip: "13200",
            email: "solene.t@courrier.example")
        var story = order(20759, .france, by: solene, ["PRINT-CHART-A2"], placed: at(day: 0, 13, 20))
        story.created()
        story.at(at(day: 0, 14, 20))
        story.readyToShip()
        story.at(at(day: 1, 8, 0))
        story.ship([1])
        story.at(at(day: 1, 8, 20))
        story.updated("COMPLETE", "FULLYSHIPPED")
        let note = story.creditNote("goodwill", [1], reason: "COURTESY")
        story.at(at(day: 3, 10, 0))
        story.refund(note, "PENDINGRELEASE")
        return story
    }
}
