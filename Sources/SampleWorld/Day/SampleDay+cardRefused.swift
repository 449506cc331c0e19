extension SampleDay {
    /// The bank refuses the card and goes on refusing: customer service is told once, and the order is rejected.
    @Sendable
    static func cardRefused(_ at: Calendar) -> Story {
        let wendell = Person(
            firstName: "Wendell", lastName: "Harborough", street: "12 Cannery Row", city: "Portland", zip: "04101",
            state: "ME", email: "wendell@harborough.example", phone: "+1 207 555 0117")
        var story = order(20745, .unitedStates, by: wendell, ["BAROMETER-BRASS"], placed: at(day: 0, 13, 2))
        story.created()
        story.at(at(day: 0, 13, 10))
        story.fails("VALIDATE_AUTH_FAIL")
        story.at(at(day: 1, 13, 10))
        story.updated("REJECTED", "PAYMENT_AUTH_FAIL")
        return story
    }
}
