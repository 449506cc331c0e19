extension Lifecycle {
    /// Refunds by type and status.
    static let refundRows: [Row] = [
        Row(
            .offlineRefund, weight: 6, "Offline payment: one message, RELEASED.",
            expects: [.confirmation, .shipments(), .authorized(), .received(), .refunds()]
        ) { story in
            story.order.payment.method = "ZEROPAY"
            story.order.payment.gateway = "OFFLINE"
            story.deliveredAndBack()
            let note = story.creditNote("return", [1], rma: story.rma())
            story.refund(note, "RELEASED")
        },
        Row(
            .cancelledRefund, "A pending refund is cancelled by hand.",
            expects: [.confirmation, .shipments(), .refunds()]
        ) { story in
            story.delivered()
            let note = story.creditNote("appeasement", [1])
            story.refund(note, "PENDINGRELEASE")
            story.wait(hours: 2...20)
            story.refund(note, "CANCELLED", reason: "AGENTREQ", dated: story.clock)
        },
        Row(
            .refundCancelledBeforeStart, "The cancelled refund is told before it was started.",
            expects: [.confirmation, .shipments(), .refunds(1, "suppressed:superseded")]
        ) { story in
            story.delivered()
            let note = story.creditNote("appeasement", [1])
            let day = story.clock
            story.late(by: 9 * Moment.hour) { $0.refund(note, "PENDINGRELEASE", dated: day) }
            story.wait(hours: 1...3)
            story.refund(note, "CANCELLED", reason: "AGENTREQ", dated: day)
        },
        Row(
            .appeasementOnShipping, weight: 8, "Late delivery: a part of the shipping costs is given back.",
            expects: [.confirmation, .shipments(), .refunds()]
        ) { story in
            story.delivered()
            guard let shipping = story.order.shippingLine?.number else { return }
            var note = story.creditNote("appeasement", [shipping], reason: "LATE")
            note.lines[0].gross = 300
            story.refunded(note)
        },
        Row(
            .mockRefund, weight: 6,
            "A sender that fills the store with the source and leaves out client and reference.",
            expects: [.confirmation, .shipments(), .authorized(), .received(), .refunds()]
        ) { story in
            story.deliveredAndBack()
            var note = story.creditNote("return", [1], rma: story.rma())
            note.isLikeMock = true
            story.refunded(note)
        },
        Row(
            .refundWithoutCreditNote, "A refund known by its lines, amounts and day alone.",
            expects: [.confirmation, .shipments(), .refunds()]
        ) { story in
            story.delivered()
            var note = story.creditNote("appeasement", [1])
            note.number = nil
            note.lines[0].gross = 500
            story.refunded(note)
        },
    ]

    /// Refunds whose type or return has to be found out.
    static let refundLinkRows: [Row] = [
        Row(
            .refundTypeInferredReturn, "No type, but an RMA: a return.",
            expects: [.confirmation, .shipments(), .authorized(), .received(), .refunds()]
        ) { story in
            story.deliveredAndBack()
            let note = story.creditNote(nil, [1], rma: story.rma())
            story.refunded(note)
        },
        Row(
            .refundTypeInferredCancellation, "No type, and the line is cancelled, never shipped: a cancellation.",
            expects: [.confirmation, .refunds(), .shipments()]
        ) { story in
            story.ensureGoods(2)
            story.created()
            story.captured()
            story.toLogistics()
            story.cancelLastLine()
            let note = story.creditNote(nil, [story.order.goods.count], reason: "OUTOFSTOCK")
            story.refunded(note)
            story.wait(hours: 1...9)
            story.ship(Array(story.order.goods.dropLast()))
            story.completed("PARTIALLYSHIPPED")
        },
        Row(
            .refundTypeAbsent, "No type, and nothing tells what the money is for.",
            expects: [.confirmation, .shipments(), .refunds(1, "held:unknown_refund_type")]
        ) { story in
            story.delivered()
            let note = story.creditNote(nil, [1])
            story.refunded(note)
        },
        Row(
            .refundTypeUnknown, "A type that nobody knows.",
            expects: [.confirmation, .shipments(), .refunds(1, "held:unknown_refund_type")]
        ) { story in
            story.delivered()
            let note = story.creditNote("goodwill", [1])
            story.refunded(note)
        },
        Row(
            .refundTypeLearntLater, "The first message has no type, the second has.",
            expects: [.confirmation, .shipments(), .refunds()]
        ) { story in
            story.delivered()
            let day = story.clock
            var note = story.creditNote(nil, [1])
            story.refund(note, "PENDINGRELEASE", dated: day)
            story.wait(minutes: 10...50)
            note.type = "appeasement"
            story.refund(note, "RELEASED", reason: "RELEASESUCCESS", dated: day)
        },
        Row(
            .returnLinkInferred, weight: 6, "A return's refund without RMA; one return fits.",
            expects: [.confirmation, .shipments(), .authorized(), .received(), .refunds()]
        ) { story in
            story.deliveredAndBack()
            let note = story.creditNote("return", [1])
            story.refunded(note)
        },
        Row(
            .returnLinkAmbiguous, "A return's refund without RMA; two returns name the line.",
            expects: [
                .confirmation, .shipments(), .authorized(2), .received(), .refunds(1, "held:missing_return_id"),
            ]
        ) { story in
            story.delivered()
            story.returnUpdated(story.rma(), "REQUESTED", [1])
            story.wait(days: 1...2)
            story.returnUpdated(story.rma(2), "REQUESTED", [1])
            story.wait(days: 1...3)
            story.received(story.rma(2), [1])
            story.wait(hours: 1...9)
            let note = story.creditNote("return", [1])
            story.refunded(note)
        },
        Row(
            .returnLinkMissing, "A return's refund, but the order knows no return.",
            expects: [.confirmation, .shipments(), .refunds(1, "held:missing_return_id")]
        ) { story in
            story.delivered()
            let note = story.creditNote("return", [1])
            story.refunded(note)
        },
    ]
}

extension Story {
    /// Delivered; the first line was authorised to come back, and did.
    mutating func deliveredAndBack() {
        delivered()
        returnUpdated(rma(), "REQUESTED", [1])
        wait(days: 2...4)
        received(rma(), [1])
        wait(hours: 1...9)
    }
}
