extension Lifecycle {
    /// Orders that are cancelled, wholly or in part.
    static let cancellationRows: [Row] = [
        Row(
            .logisticsCompleteFullyCancelled, weight: 10, "LOGISTICSCOMPLETE / FULLYCANCELLED, then COMPLETE.",
            expects: [.confirmation, .cancellation()]
        ) {
            $0.placed()
            $0.cancelled("LOGISTICSCOMPLETE", "FULLYCANCELLED")
            $0.wait(minutes: 5...50)
            $0.updated("COMPLETE", "FULLYCANCELLED")
        },
        Row(
            .completeFullyCancelled, weight: 6, "Straight to COMPLETE / FULLYCANCELLED.",
            expects: [.confirmation, .cancellation()]
        ) {
            $0.placed()
            $0.cancelled("COMPLETE", "FULLYCANCELLED")
        },
        Row(
            .cancelledStatusAlone, "Status CANCELLED, which is not enough without logistics complete.",
            expects: [.confirmation]
        ) {
            $0.placed()
            $0.cancelled("CANCELLED", "CUSTOMERREQ")
        },
        Row(
            .cancelledThenComplete, "Status CANCELLED first, logistics complete later.",
            expects: [.confirmation, .cancellation()]
        ) {
            $0.placed()
            $0.cancelled("CANCELLED", "CUSTOMERREQ")
            $0.wait(hours: 1...8)
            $0.updated("LOGISTICSCOMPLETE", "FULLYCANCELLED")
        },
        Row(
            .cancelledStatusObject, "The status is a structure: code CANCELLED, name Logistics Complete.",
            expects: [.confirmation, .cancellation()]
        ) {
            $0.placed()
            $0.now.isStatusObject = true
            $0.now.statusName = "Logistics Complete"
            $0.cancelled("CANCELLED", "CUSTOMERREQ")
        },
        Row(
            .everyLineCancelled, "Every line is cancelled by itself, then logistics is complete; no code says so.",
            expects: [.confirmation, .cancellation()]
        ) { story in
            story.placed()
            for line in story.order.goods {
                story.lineCancelled(line)
                story.wait(minutes: 1...9)
            }
            story.updated("LOGISTICSCOMPLETE", "NOTHINGTOSHIP")
        },
        Row(
            .cancelledOneLine, weight: 8, "One line is cancelled, the rest ships.",
            expects: [.confirmation, .shipments()]
        ) {
            $0.ensureGoods(2)
            $0.placed()
            $0.cancelLastLine()
            $0.ship(Array($0.order.goods.dropLast()))
            $0.completed("PARTIALLYSHIPPED")
        },
        Row(
            .cancelledLineRefunded, weight: 6, "One line is cancelled after the capture and refunded, the rest ships.",
            expects: [.confirmation, .refunds(), .shipments()]
        ) { story in
            story.ensureGoods(2)
            story.created()
            story.captured()
            story.toLogistics()
            story.cancelLastLine()
            let note = story.creditNote("cancellation", [story.order.goods.count], reason: "OUTOFSTOCK")
            story.refunded(note)
            story.wait(hours: 1...9)
            story.ship(Array(story.order.goods.dropLast()))
            story.completed("PARTIALLYSHIPPED")
        },
        Row(
            .cancelledOrderRefunded, weight: 6, "The whole order is cancelled after the capture and refunded.",
            expects: [.confirmation, .cancellation(), .refunds()]
        ) { story in
            story.created()
            story.captured()
            story.toLogistics()
            story.cancelled("LOGISTICSCOMPLETE", "FULLYCANCELLED")
            story.wait(minutes: 2...30)
            let note = story.creditNote("cancellation", story.order.lines.map(\.number))
            story.refunded(note)
        },
        Row(
            .cancelledAfterShipment, "A part had left when the order was cancelled.",
            expects: [.confirmation, .shipments(), .cancellation("suppressed:partly_shipped")]
        ) { story in
            story.ensureGoods(2)
            story.placed()
            story.ship([1])
            story.wait(hours: 1...9)
            story.mark(Array(story.order.goods.dropFirst()), "CANCELLED", "CUSTOMERREQ")
            story.updated("COMPLETE", "FULLYCANCELLED")
        },
        Row(
            .cancelledAtFirstSight, "The first snapshot already says cancelled.",
            expects: [
                .init(kind: "order_confirmation", disposition: "suppressed:superseded"), .cancellation(),
            ]
        ) { story in
            story.now.status = "LOGISTICSCOMPLETE"
            story.now.reason = "FULLYCANCELLED"
            story.now.lines = story.order.lines.map {
                $0.type == "SHIPPING"
                    ? LineState(at: story.clock)
                    : LineState(status: "CANCELLED", reason: "CUSTOMERREQ", at: story.clock)
            }
            story.created()
            story.wait(hours: 1...5)
            story.updated("COMPLETE", "FULLYCANCELLED")
        },
        Row(.rejectedForFraud, "The risk check rejects the order.", expects: [.confirmation]) {
            $0.created()
            $0.wait(minutes: 5...90)
            $0.updated("ONHOLD", "PENDING_RISKASSESSMENT_REPLY")
            $0.wait(hours: 1...9)
            $0.updated("REJECTED", "ANALYSTPOSFRAUD")
        },
        Row(
            .repeatedLineID, "Three lines share one id; one of them is cancelled, the others ship.",
            expects: [.confirmation, .shipments()]
        ) { story in
            story.order.lines = []
            for _ in 0..<3 { story.order.append(Product.catalogue[5]) }
            for line in 1...3 { story.order[line].id = "\(story.order.number % 1_000_000)0" }
            story.order.appendShipping("STANDARD", cost: 595)
            story.placed()
            story.lineCancelled(2)
            story.wait(minutes: 1...9)
            story.updated("LOGISTICS", "PENDING_FIRST_SHIPMENT")
            story.wait(hours: 1...9)
            story.ship([1, 3])
            story.completed("PARTIALLYSHIPPED")
        },
    ]
}

extension Story {
    /// Every line of goods is cancelled, and the order moves to `status`.
    mutating func cancelled(_ status: String, _ reason: String) {
        mark(order.goods, "CANCELLED", "CUSTOMERREQ")
        updated(status, reason)
    }

    /// The warehouse cannot supply the last line of goods.
    mutating func cancelLastLine() {
        lineCancelled(order.goods.count)
        wait(minutes: 1...9)
        updated("LOGISTICS", "PENDING_FIRST_SHIPMENT")
        wait(hours: 1...9)
    }

    /// The payment is captured before anything leaves.
    mutating func captured() {
        wait(minutes: 5...30)
        order.linePayment = SampleOrder.LinePayment(status: "CAPTURED", at: clock)
        updated("APPROVED", "SYSAPPROVED")
        wait(minutes: 5...30)
    }
}
