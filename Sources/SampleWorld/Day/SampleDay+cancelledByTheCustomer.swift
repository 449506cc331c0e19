extension SampleDay {
    /// Paid at once, cancelled before anything left: the cancellation and the refund that follows from it.
    @Sendable
    static func cancelledByTheCustomer(_ at: Calendar) -> Story {
        let maelle = Person(
            firstName: "Maëlle", lastName: "Kervoas", street: "3 quai des Brumes", city: "Brest", zip: "29200",
            email: "maelle.kervoas@courrier.example", phone: "+33 2 98 55 0142")
        var story = order(
            20748, .france, by: maelle, ["BLANKET-WOOL-GREY", "CANDLE-AMBER"], placed: at(day: 0, 9, 15))
        story.created()
        story.at(at(day: 0, 9, 20))
        story.captured()
        story.at(at(day: 0, 10, 30))
        story.readyToShip()
        story.at(at(day: 0, 14, 5))
        story.cancelled("LOGISTICSCOMPLETE", "FULLYCANCELLED")
        let note = story.creditNote("cancellation", [1, 2, 3])
        let day = at(day: 0, 14, 9)
        story.at(day)
        story.refund(note, "PENDINGRELEASE", dated: day)
        story.at(at(day: 0, 14, 30))
        story.refund(note, "RELEASED", reason: "RELEASESUCCESS", dated: day)
        return story
    }
}
