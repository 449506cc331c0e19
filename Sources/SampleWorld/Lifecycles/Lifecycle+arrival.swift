extension Lifecycle {
    /// Messages that come early, late or never, and events next to those that matter.
    static let arrivalRows: [Row] = [
        Row(
            .shipmentBeforeOrder, weight: 6, "The shipment is told before the order; it waits for it.",
            expects: [.confirmation, .shipments()]
        ) {
            $0.late(by: 4 * Moment.day) { $0.placed() }
            $0.ship($0.order.goods)
            $0.wait(days: 5...6)
            $0.completed()
        },
        Row(
            .returnBeforeOrder, "A return is authorised before the order is told, and received after.",
            expects: [.confirmation, .shipments(), .authorized(), .received(), .refunds()]
        ) {
            $0.late(by: 5 * Moment.day) {
                $0.placed()
                $0.ship($0.order.goods)
                $0.completed()
            }
            // The order arrives between the request (at most four days after it) and the receipt (at least five).
            $0.wait(days: 3...3)
            $0.returned([1])
        },
        Row(
            .refundBeforeOrder, "A refund is told before the order that knows its currency.",
            expects: [.confirmation, .shipments(), .refunds()]
        ) { story in
            story.late(by: 10 * Moment.day) { $0.delivered() }
            let note = story.creditNote("appeasement", [1])
            story.refunded(note)
        },
        Row(
            .orderNeverSeen, "A shipment and a return of an order that is never told.",
            expects: [
                .shipments(1...1, "held:waiting_for_order"), .authorized(1, "held:waiting_for_order"),
            ]
        ) {
            $0.alwaysNamesChannel = true
            $0.ship($0.order.goods)
            $0.wait(days: 2...5)
            $0.returnUpdated($0.rma(), "REQUESTED", [1])
        },
        Row(
            .updatedBeforeCreated, weight: 6, "A snapshot overtakes `created`.",
            expects: [.confirmation, .shipments()]
        ) {
            $0.late(by: Moment.hour) { $0.created() }
            $0.wait(minutes: 1...3)
            $0.updated("ONHOLD", "PENDING_REMORSE_TIME")
            $0.wait(minutes: 30...40)
            $0.toLogistics()
            $0.ship($0.order.goods)
            $0.completed()
        },
        Row(
            .staleSnapshots, weight: 6, "Old snapshots arrive when the order is complete.",
            expects: [.confirmation, .shipments()]
        ) {
            $0.created()
            $0.wait(minutes: 1...3)
            $0.late(by: 2 * Moment.day) {
                $0.updated("ONHOLD", "PENDING_REMORSE_TIME")
                $0.wait(minutes: 30...60)
                $0.toLogistics()
            }
            $0.ship($0.order.goods)
            $0.completed()
        },
        Row(
            .expiredShipment, "A shipment is told more than two weeks late.",
            expects: [.confirmation, .shipments(1...1, "suppressed:expired")]
        ) {
            $0.placed()
            $0.late(by: Int64(16 + $0.random.below(4)) * Moment.day) { $0.ship($0.order.goods) }
            $0.completed()
        },
        Row(
            .reportedHistory, weight: 6, "The past is restated for reporting, which is no news.",
            expects: [.confirmation, .shipments()]
        ) {
            $0.placed()
            $0.reported()
            $0.wait(minutes: 1...9)
            $0.ship($0.order.goods)
            $0.completed()
            $0.wait(days: 1...3)
            $0.reported()
        },
        Row(
            .neighbouringEvents, weight: 6,
            "Changed addresses, attributes, channels, loyalty points: kept, without effect.",
            expects: [.confirmation, .shipments()]
        ) { story in
            let person = Person.drawn(for: story.order.channel, from: &story.random)
            story.placed()
            story.addressUpdated(person)
            story.attributesUpdated()
            story.channelUpdated()
            story.ship(story.order.goods)
            story.completed()
            story.unknownEvent()
            story.wait(days: 1...3)
            story.returnDuplicated(story.rma(9))
        },
    ]
}
