extension Lifecycle {
    /// Orders that have a child order, and orders that are only tests.
    static let childRows: [Row] = [
        Row(
            .exchange, weight: 6, "A returned line is exchanged: a child order at no charge.",
            expects: [
                .confirmation, .shipments(), .authorized(), .received(),
                .init(kind: "order_confirmation", disposition: "suppressed:child_order", isOfChild: true),
                .init(kind: "shipment_confirmation", disposition: "pending", isOfChild: true),
            ]
        ) { story in
            story.deliveredAndBack()
            var child = story.child(id: story.order.id + "E", origin: "FRONTEND", lines: [1])
            child.placed()
            child.ship(child.order.goods)
            child.completed()
            story.adopt(child)
        },
        Row(
            .reshipment, weight: 6, "A lost parcel is sent again as a child order.",
            expects: [
                .confirmation, .shipments(),
                .init(kind: "order_confirmation", disposition: "suppressed:child_order", isOfChild: true),
                .init(kind: "shipment_confirmation", disposition: "pending", isOfChild: true),
            ]
        ) { story in
            story.delivered()
            var child = story.child(id: "R" + story.order.id, origin: "RE", lines: story.order.goods)
            child.placed()
            child.ship(child.order.goods)
            child.completed()
            story.adopt(child)
        },
        Row(
            .testOrder, "A test order, known as one from its first snapshot.",
            expects: [.init(kind: "order_confirmation", disposition: "suppressed:test_order")]
        ) {
            $0.order.buyer.firstName = "Test"
            $0.now.status = "ABORTED"
            $0.now.reason = "TEST"
            $0.created()
        },
        Row(
            .testOrderKnownLater, "A test order, known as one after its confirmation; its goods leave all the same.",
            expects: [.confirmation, .shipments(1...1, "suppressed:test_order")]
        ) {
            $0.order.buyer.lastName = "Test"
            $0.created()
            $0.wait(minutes: 2...20)
            $0.updated("ABORTED", "TEST")
            $0.wait(hours: 1...9)
            $0.ship($0.order.goods)
        },
    ]
}

extension Story {
    /// A child order with some lines of this one, at no charge.
    mutating func child(id: String, origin: String, lines: [Int]) -> Story {
        var childOrder = order
        childOrder.id = id
        childOrder.originalID = order.id
        childOrder.origin = origin
        childOrder.placedAt = clock
        childOrder.linePayment = nil
        childOrder.lines = []
        for line in lines {
            let parent = order[line]
            let product = Product(sku: parent.sku, name: parent.name, price: 0)
            childOrder.append(product, type: parent.type, quantity: parent.quantity)
        }
        childOrder.appendShipping("STANDARD", cost: 0)
        wait(minutes: 1...9)
        return Story(
            order: childOrder, at: clock, random: SplitMix64(seed: random.next()), quirks: hasQuirks, isChild: true)
    }
}
