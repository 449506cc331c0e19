extension SampleDay {
    /// The hero: Mirela orders a kettle and tea as a gift. The tea is on backorder, so both leave two days later, in two
    /// parcels with two carriers; one confirmation of the shipment comes twice. Both are to go back, but only the kettle
    /// arrives, damaged; its price is refunded.
    @Sendable
    static func kettleForTibor(_ at: Calendar) -> Story {
        let mirela = Person(
            firstName: "Mirela", lastName: "Osterhaus", street: "Lotsenweg 14", city: "Bremen", zip: "28217",
            state: "HB",
            email: "mirela.osterhaus@mail.example", phone: "+49 421 5550143")
        let tibor = Person(
            firstName: "Tibor", lastName: "Osterhaus", street: "Kranstieg 3", city: "Leer", zip: "26789", state: "NI",
            email: "tibor.osterhaus@mail.example")
        var story = order(
            20731, .germany, by: mirela, for: tibor, ["KETTLE-ENAMEL-18", "TEA-OOLONG-250"], placed: at(day: 0, 7, 42))
        story.order[1].id = "4101"
        story.order[2].id = "4102"
        story.order[2].allowsBackorder = true
        story.order[2].promisedFor = at(day: 4, 0, 0)
        story.order[2].discount = 250
        story.created()
        story.at(at(day: 0, 7, 43))
        story.updated("ONHOLD", "PENDING_REMORSE_TIME")
        story.at(at(day: 0, 8, 42))
        story.readyToShip()

        story.at(at(day: 2, 14, 20))
        story.ship(
            [1, 2],
            parcels: [
                Parcel(lines: [1], carrier: 0), Parcel(lines: [2], carrier: 1, comment: "Leave with neighbour"),
            ])
        story.repeatLast(.exact, after: 4 * Moment.minute)
        story.at(at(day: 2, 14, 31))
        story.updated("LOGISTICSCOMPLETE", "FULLYSHIPPED")
        story.at(at(day: 2, 17, 0))
        story.updated("COMPLETE", "FULLYSHIPPED")

        story.at(at(day: 5, 10, 5))
        story.returnUpdated(story.rma(), "REQUESTED", [1, 2])
        story.repeatLast(.reemitted, after: 6 * Moment.hour)
        story.at(at(day: 7, 8, 31))
        let battered = Condition(code: "DAMAGED", description: "Lid dented, enamel chipped, no box")
        story.received(story.rma(), [1], [1: battered])
        story.at(at(day: 7, 11, 2))
        story.returnUpdated(story.rma(), "APPROVED", [1], condition: battered)

        var note = story.creditNote("return", [1], rma: story.rma(), reason: "FAULTY")
        note.number = "CNX-3307"
        let day = at(day: 8, 9, 15)
        story.at(day)
        story.refund(note, "PENDINGRELEASE", dated: day)
        story.at(at(day: 8, 9, 41))
        story.refund(note, "RELEASED", reason: "RELEASESUCCESS", dated: day)
        return story
    }
}
