/// The unchanging JSON of an order snapshot, written once an order, since six of seven messages repeat it.
struct OrderText: Sendable {
    private var start: [UInt8]
    private var middle: [UInt8]
    private var lines: [[UInt8]]
    private var end: [UInt8]

    init(_ order: SampleOrder, style: WireStyle) {
        var text = JSONText(style: style)
        text.bytes.reserveCapacity(1024)
        text.text("id", order.id)
        text.text("original_order_id", order.originalID)
        text.text("store", order.channel.id)
        start = text.bytes

        text.bytes.removeAll(keepingCapacity: true)
        text.text("ip", "203.0.113.\(order.number % 250 + 1)")
        text.text("language", order.channel.language)
        if style.nullsForRequired { text.null("vat_country") } else { text.text("vat_country", order.channel.country) }
        text.text("origin", order.origin)
        text.moment("origin_date", order.placedAt, offsetMinutes: order.channel.offsetMinutes)
        text.blank("gift_message")
        text.openObject("customer")
        text.text("id", order.isGuest ? "anonymous" : order.customerID)
        text.type("type", order.isGuest ? "GUEST" : "REGISTERED")
        text.text("segment", "B2C")
        text.closeObject()
        text.unknownField()
        text.openList("addresses")
        text.address(order.buyer, reference: order.hasReferences ? "A1" : "", channel: order.channel)
        if let recipient = order.recipient {
            text.address(recipient, reference: order.hasReferences ? "A2" : "", channel: order.channel)
        }
        text.closeList()
        text.payments(of: order)
        middle = text.bytes

        lines = order.lines.map { line in
            text.bytes.removeAll(keepingCapacity: true)
            text.line(line, of: order)
            return text.bytes
        }
        text.bytes.removeAll(keepingCapacity: true)
        text.openList("custom_attributes")
        if style.attributeCodes {
            text.attribute("channelLabel", "North Quay")
            text.attribute("giftNote", "")
        }
        text.closeList()
        end = text.bytes
    }

    /// Writes `"order": {…}` as it stands now.
    func write(_ now: OrderStanding, to text: inout JSONText) {
        text.openObject("order")
        text.element(start)
        if text.style.statusObject || now.isStatusObject {
            text.openObject("status")
            text.code("code", now.status)
            text.text("name", now.statusName ?? now.status)
            text.code("reason_code", now.reason)
            text.text("reason_name", now.reason)
            text.moment("date", now.at)
            text.closeObject()
        } else if text.style.nullsForRequired, now.status == "NEW" {
            text.null("status")
            text.null("status_reason")
            text.moment("status_date", now.at)
        } else {
            text.code("status", now.status)
            text.code("status_reason", now.reason)
            text.moment("status_date", now.at)
        }
        text.element(middle)
        text.openList("lines")
        for (line, state) in zip(lines, now.lines) {
            text.element(line)
            text.code("status", state.status)
            text.code("status_reason", state.reason)
            text.moment("status_date", state.at)
            text.closeObject()
        }
        text.closeList()
        text.element(end)
        text.closeObject()
    }
}

/// What changes while an order runs.
struct OrderStanding: Sendable {
    var status = "NEW"
    var reason: String? = "NEWFRONTEND"
    var at: Int64
    var lines: [LineState] = []
    /// Writes `status` as a structure, as some senders do.
    var isStatusObject = false
    /// `status.name` where it says something else than the code.
    var statusName: String?
}
