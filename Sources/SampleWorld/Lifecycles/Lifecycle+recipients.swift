extension Lifecycle {
    /// Orders whose recipient is hard to find, or not to be found.
    static let recipientRows: [Row] = [
        Row(
            .guestBlankReferences, weight: 12, "A guest; every address reference is blank.",
            expects: [.confirmation, .shipments()]
        ) {
            $0.order.isGuest = true
            $0.order.hasReferences = false
            $0.placed()
            $0.ship($0.order.goods)
            $0.completed()
        },
        Row(
            .noEmail, "No address has an e-mail or a phone.",
            expects: [.confirmation, .shipments(1...1, "held:no_recipient")]
        ) {
            $0.forgetContact()
            $0.placed()
            $0.ship($0.order.goods)
            $0.completed()
        },
        Row(
            .emailOnShipmentOnly, "Only the shipment's own address has an e-mail.",
            expects: [.confirmation, .shipments()]
        ) { story in
            let receiver = Person.drawn(for: story.order.channel, from: &story.random)
            story.forgetContact()
            story.placed()
            story.ship(story.order.goods, address: receiver)
            story.completed()
        },
        Row(
            .emailLearntLater, "The e-mail comes with a snapshot after the shipment, which was held until then.",
            expects: [.confirmation, .shipments()]
        ) { story in
            let buyer = story.order.buyer
            story.forgetContact()
            story.placed()
            story.ship(story.order.goods)
            story.wait(hours: 1...5)
            story.order.buyer = buyer
            story.completed()
        },
    ]
}

extension Story {
    /// Takes e-mail and phone out of every address.
    mutating func forgetContact() {
        order.recipient = nil
        order.buyer.email = nil
        order.buyer.phone = nil
    }
}
