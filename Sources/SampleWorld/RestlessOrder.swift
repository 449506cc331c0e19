/// An order that does not come to rest: its payment fails and is mended, over and over, a message each time.
///
/// What one order costs must not grow with how much was said of it; this is how it is tried.
public enum RestlessOrder {
    public static let id = "NQ-20799"

    /// - Parameter count: how many messages, at least one.
    public static func messages(_ count: Int) -> [[UInt8]] {
        let buyer = Person(
            firstName: "Ode", lastName: "Unrast", street: "Mole 3", city: "Kiel", zip: "24103",
            email: "ode@unrast.example")
        var story = SampleDay.order(
            20799, .germany, by: buyer, ["LAMP-HARBOUR-S"], placed: SampleWorld.defaultStartDate)
        story.created()
        for number in 1..<max(1, count) {
            if number.isMultiple(of: 2) {
                story.wait(minutes: 1...9)
                story.updated("APPROVED", "SYSAPPROVED")
            } else {
                story.fails("CAPTUREFAILURE")
            }
        }
        return story.drafts.map(\.message.json)
    }
}
