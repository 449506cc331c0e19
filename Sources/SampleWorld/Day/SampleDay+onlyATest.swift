extension SampleDay {
    /// The shop tries its checkout. Nobody must ever hear of it.
    @Sendable
    static func onlyATest(_ at: Calendar) -> Story {
        let test = Person(
            firstName: "Test", lastName: "Test", street: "Fährstraße 1", city: "Bremen", zip: "28217",
            email: "checkout@northquay.example")
        var story = order(20757, .germany, by: test, ["SOAP-SEAWEED-3"], placed: at(day: 0, 12, 0))
        story.now.status = "ABORTED"
        story.now.reason = "TEST"
        story.created()
        return story
    }
}
