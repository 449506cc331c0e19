extension Lifecycle {
    /// Returns that customer service authorised.
    static let returnRows: [Row] = [
        Row(
            .fullReturn, weight: 24, "Requested, received, approved, refunded.",
            expects: [.confirmation, .shipments(), .authorized(), .received(), .refunds()]
        ) {
            $0.delivered()
            $0.returned($0.order.goods)
        },
        Row(
            .partialReceipt, weight: 6, "Two lines were authorised, one came back.",
            expects: [.confirmation, .shipments(), .authorized(), .received(), .refunds()]
        ) {
            $0.ensureGoods(2)
            $0.delivered()
            $0.returned([1], authorized: [1, 2])
        },
        Row(
            .severalReceipts, "Two lines of one return come back on different days.",
            expects: [.confirmation, .shipments(), .authorized(), .received(2), .refunds()]
        ) { story in
            story.ensureGoods(2)
            story.delivered()
            story.returnUpdated(story.rma(), "REQUESTED", [1, 2])
            story.wait(days: 2...4)
            story.received(story.rma(), [1])
            story.wait(days: 1...3)
            story.received(story.rma(), [2])
            story.wait(hours: 1...5)
            story.returnUpdated(story.rma(), "APPROVED", [1, 2], condition: .good)
            let note = story.creditNote("return", [1, 2], rma: story.rma())
            story.refunded(note)
        },
        Row(
            .severalReturns, weight: 6, "Two returns of one order, one line each.",
            expects: [.confirmation, .shipments(), .authorized(2), .received(2), .refunds(2)]
        ) {
            $0.ensureGoods(2)
            $0.delivered()
            $0.returned([1])
            $0.wait(hours: 2...40)
            $0.returned([2], number: 2)
        },
        Row(
            .poorCondition, weight: 6, "The goods come back damaged; a part of the money is refunded.",
            expects: [.confirmation, .shipments(), .authorized(), .received(), .refunds()]
        ) { story in
            story.delivered()
            story.returnUpdated(story.rma(), "REQUESTED", story.order.goods)
            story.wait(days: 2...4)
            story.received(story.rma(), story.order.goods, [1: .damaged])
            story.wait(hours: 1...5)
            story.returnUpdated(story.rma(), "APPROVED", story.order.goods, condition: .damaged)
            var note = story.creditNote("return", [1], rma: story.rma(), reason: "DAMAGED")
            note.lines[0].gross /= 2
            story.refunded(note)
        },
        Row(
            .autoApproval, weight: 6, "The OMS approves at once, uninspected; the goods come later.",
            expects: [.confirmation, .shipments(), .authorized(), .received(), .refunds()]
        ) { story in
            story.delivered()
            story.returnUpdated(story.rma(), "APPROVED", story.order.goods)
            story.wait(days: 2...4)
            story.received(story.rma(), story.order.goods)
            story.wait(hours: 1...5)
            let note = story.creditNote("return", story.order.goods, rma: story.rma())
            story.refunded(note)
        },
        Row(
            .approvedWithoutReceipt, "Requested, then approved with the refund; no receipt is ever told.",
            expects: [.confirmation, .shipments(), .authorized(), .received(), .refunds()]
        ) { story in
            story.delivered()
            story.returnUpdated(story.rma(), "REQUESTED", story.order.goods)
            story.wait(days: 3...6)
            story.returnUpdated(story.rma(), "APPROVED", story.order.goods)
            let note = story.creditNote("return", story.order.goods, rma: story.rma())
            story.refunded(note)
        },
        Row(
            .cancelledReturn, "The customer keeps the goods after all.",
            expects: [.confirmation, .shipments(), .authorized()]
        ) {
            $0.delivered()
            $0.returnUpdated($0.rma(), "REQUESTED", $0.order.goods)
            $0.wait(days: 2...6)
            $0.returnUpdated($0.rma(), "CANCELLED", $0.order.goods)
        },
        Row(
            .rejectedReturn, "Received, inspected and rejected: no refund.",
            expects: [.confirmation, .shipments(), .authorized(), .received()]
        ) {
            $0.delivered()
            $0.returnUpdated($0.rma(), "REQUESTED", [1])
            $0.wait(days: 2...4)
            $0.received($0.rma(), [1], [1: .damaged])
            $0.wait(hours: 3...30)
            $0.returnUpdated($0.rma(), "REJECTED", [1], condition: .damaged)
        },
        Row(
            .returnDuringLogistics, "A line comes back while another has not shipped yet.",
            expects: [.confirmation, .shipments(2...2), .authorized(), .received(), .refunds()]
        ) {
            $0.ensureGoods(2)
            $0.placed()
            $0.ship([1])
            $0.wait(days: 1...2)
            $0.returned([1])
            $0.wait(days: 1...2)
            $0.ship(Array($0.order.goods.dropFirst()))
            $0.completed()
        },
        Row(
            .lateAuthorization, "The authorisation is told only when the goods are back.",
            expects: [
                .confirmation, .shipments(), .authorized(1, "suppressed:superseded"), .received(), .refunds(),
            ]
        ) { story in
            story.delivered()
            story.late(by: 8 * Moment.day) { $0.returnUpdated($0.rma(), "REQUESTED", [1]) }
            story.wait(days: 3...5)
            story.received(story.rma(), [1])
            let note = story.creditNote("return", [1], rma: story.rma())
            story.wait(hours: 1...9)
            story.refunded(note)
        },
    ]

    /// Parcels that nobody authorised.
    static let blindReturnRows: [Row] = [
        Row(
            .blindReturn, weight: 6, "A parcel without authorisation; its refund names no return.",
            expects: [.confirmation, .shipments(), .received(), .refunds()]
        ) { story in
            story.delivered()
            story.received(nil, [1])
            story.wait(hours: 3...30)
            let note = story.creditNote("return", [1])
            story.refunded(note)
        },
        Row(
            .blindReturnApprovedLater, "A parcel without authorisation gets its RMA with the inspection.",
            expects: [.confirmation, .shipments(), .received(), .refunds()]
        ) { story in
            story.delivered()
            story.received(nil, [1])
            story.wait(hours: 3...30)
            story.returnUpdated(story.rma(), "APPROVED", [1], condition: .good, hasLabel: false)
            let note = story.creditNote("return", [1], rma: story.rma())
            story.refunded(note)
        },
        Row(
            .blindReturnRequestedLater, "A parcel without authorisation is authorised afterwards.",
            expects: [
                .confirmation, .shipments(), .received(), .authorized(1, "suppressed:superseded"), .refunds(),
            ]
        ) { story in
            story.delivered()
            story.received(nil, [1])
            story.wait(hours: 3...30)
            story.returnUpdated(story.rma(), "REQUESTED", [1], hasLabel: false)
            story.wait(hours: 1...3)
            let note = story.creditNote("return", [1], rma: story.rma())
            story.refunded(note)
        },
    ]
}

extension Story {
    /// A return from request to refund.
    /// - Parameters:
    ///   - lines: the lines that come back.
    ///   - authorized: the lines that were to come back; nil: the same.
    ///   - number: which return of the order it is.
    mutating func returned(_ lines: [Int], authorized: [Int]? = nil, number: Int = 1) {
        let rma = rma(number)
        returnUpdated(rma, "REQUESTED", authorized ?? lines)
        wait(days: 2...4)
        received(rma, lines)
        wait(hours: 1...8)
        returnUpdated(rma, "APPROVED", lines, condition: .good)
        wait(minutes: 1...9)
        refunded(creditNote("return", lines, rma: rma))
    }
}
