/// One credit note.
struct CreditNote: Sendable {
    /// Nil: the sender names no credit note number.
    var number: String?
    /// `return`, `cancellation`, `appeasement`, other text, or nil.
    var type: String?
    var rma: String?
    /// Line numbers and gross amounts in cents.
    var lines: [(number: Int, gross: Int)]
    var reason: String
    /// Written as mom-mock does: the source as `store_id`, no client, no reference, no channel.
    var isLikeMock = false
}

/// What is paid back. Source: message reference, section 8.
extension Story {
    /// A credit note over whole lines.
    mutating func creditNote(
        _ type: String?, _ lines: [Int], rma: String? = nil, reason: String = "CUSTOMERREQ"
    ) -> CreditNote {
        creditNotes += 1
        return CreditNote(
            number: "CNX-\(order.number)-\(creditNotes)", type: type, rma: rma,
            lines: lines.map { ($0, order[$0].gross) }, reason: reason)
    }

    /// A refund moves to a status; `refund_management.updated` says so.
    mutating func refund(_ note: CreditNote, _ code: String, reason: String = "REQUESTED", dated: Int64? = nil) {
        emit(OMSMethodName.refundUpdated) { text, story in
            let order = story.order
            let isLikeMock = note.isLikeMock || text.style.withoutMockFields
            let hidesChannel = note.isLikeMock || text.style.withoutChannel
            text.openObject("refund")
            if !isLikeMock { text.text("client", "northquay") }
            text.text("order_id", order.id)
            text.text("store_id", hidesChannel ? order.channel.sources[0] : order.channel.id)
            if !hidesChannel { text.text("sales_channel_id", order.channel.id) }
            text.text("credit_note_number", note.number)
            text.day("credit_note_date", dated ?? story.clock)
            text.openObject("status")
            text.code("code", code)
            text.text("name", code.prefix(1) + code.dropFirst().lowercased())
            text.text("reason_code", reason)
            if !isLikeMock { text.text("reason_name", reason.prefix(1) + reason.dropFirst().lowercased()) }
            text.day("date", dated ?? story.clock)
            text.closeObject()
            text.code("refund_type", note.type)
            text.text("rma", note.rma)
            text.text("user", "system")
            text.text("refund_reason", note.reason)
            text.unknownField()
            text.openList("lines")
            for line in note.lines {
                text.refundLine(order[line.number], gross: line.gross, reason: note.reason, isLikeMock: isLikeMock)
            }
            text.closeList()
            text.openList("custom_attributes")
            text.closeList()
            text.closeObject()
        }
    }

    /// The usual way of a refund through a payment gateway: requested, then released.
    mutating func refunded(_ note: CreditNote) {
        let day = clock
        refund(note, "PENDINGRELEASE", dated: day)
        wait(minutes: 1...20)
        refund(note, "RELEASED", reason: "RELEASESUCCESS", dated: day)
    }
}

extension JSONText {
    fileprivate mutating func refundLine(_ line: SampleLine, gross: Int, reason: String, isLikeMock: Bool) {
        let net = SampleLine.net(ofGross: gross, taxRate: line.taxRate)
        openObject()
        text("order_line", "\(line.number)")
        text("order_item_id", line.id)
        text("reason", reason)
        text("reason_description", "Agreed with customer service")
        openList("payments")
        openObject()
        if !isLikeMock { text("ref", "P1") }
        openObject("details")
        moneyText("cost_gross", cents: gross)
        if !isLikeMock {
            moneyText("cost_net", cents: net)
            moneyText("cost_vat", cents: gross - net)
            rate("vat_rate", tenths: line.taxRate, quoted: true)
        }
        closeObject()
        closeObject()
        closeList()
        closeObject()
    }
}
