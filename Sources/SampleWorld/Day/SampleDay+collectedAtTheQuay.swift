extension SampleDay {
    /// The goods move from the warehouse to a shop, which is no shipment to the customer, and are collected there.
    @Sendable
    static func collectedAtTheQuay(_ at: Calendar) -> Story {
        let okko = Person(
            firstName: "Okko", lastName: "Reethdiek", street: "Deichgasse 5", city: "Leer", zip: "26789",
            email: "okko@reethdiek.example")
        var story = order(
            20752, .germany, by: okko, ["SKILLET-IRON-12"], shipping: ("SHIPTOSTORE", 0), placed: at(day: 0, 10, 11))
        story.created()
        story.at(at(day: 0, 11, 11))
        story.readyToShip()
        story.at(at(day: 1, 6, 30))
        story.ship([1])
        story.at(at(day: 1, 14, 0))
        story.mark([1], "PICKREADY", "ITEM_PENDING_PICKING")
        story.updated("PICKREADY", "ITEM_PENDING_PICKING")
        story.at(at(day: 2, 16, 45))
        story.mark([1], "SHIPPED", "OSREPORT")
        story.updated("COMPLETE", "FULLYSHIPPED")
        return story
    }
}
