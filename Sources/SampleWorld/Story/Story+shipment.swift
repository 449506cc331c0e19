/// One package of a shipment.
struct Parcel: Sendable {
    var lines: [Int]
    /// Index into the channel's carriers; nil: the OMS does not say who carries it.
    var carrier: Int? = 0
    var isTracked = true
    var comment: String?
}

/// How a shipment can be told from others.
enum ShipmentIdentity: Sendable { case requestID, shipmentID, none }

/// What leaves a source. Source: message reference, section 6.
extension Story {
    /// Goods leave a source; `customer_shipment_done` says so.
    /// - Parameters:
    ///   - lines: the lines that leave.
    ///   - method: shipping method; nil: the one the customer paid for.
    ///   - source: index into the channel's sources.
    ///   - parcels: nil: one parcel with everything; empty: no package is named.
    ///   - date: the shipment date; nil: now.
    ///   - address: the shipment's own address; nil: none.
    mutating func ship(
        _ lines: [Int], method: String? = nil, source: Int = 0, parcels: [Parcel]? = nil,
        identity: ShipmentIdentity = .requestID, date: Int64? = nil, address: Person? = nil
    ) {
        let method = method ?? order.shippingLine?.sku ?? "STANDARD"
        let isTransfer = method == "SHIPTOSTORE" || method == "STS"
        if !isTransfer, !now.lines.isEmpty { mark(lines, "SHIPPED", "OSREPORT") }
        shipments += 1
        writeShipment(
            lines, method: method, source: source, parcels: parcels ?? [Parcel(lines: lines)], identity: identity,
            date: date ?? clock, address: address, itemStatus: isTransfer ? "ALLOCATEDSHIP" : "SHIPPED")
    }

    /// The latest shipment once more, with what became known later.
    mutating func amendShipment(_ lines: [Int], date: Int64, parcels: [Parcel]) {
        writeShipment(
            lines, method: order.shippingLine?.sku ?? "STANDARD", source: 0, parcels: parcels, identity: .requestID,
            date: date, address: nil, itemStatus: "SHIPPED")
    }

    private mutating func writeShipment(
        _ lines: [Int], method: String, source: Int, parcels: [Parcel], identity: ShipmentIdentity, date: Int64,
        address: Person?, itemStatus: String
    ) {
        let number = shipments
        emit(OMSMethodName.shipmentDone) { text, story in
            let order = story.order
            text.openObject("shipment")
            switch identity {
            case .requestID:
                text.text("shipment_request_id", "\(order.channel.id)-\(order.id)-0\(number)")
                text.blank("shipment_id")
            case .shipmentID:
                text.text(text.style.misspeltShipmentID ? "shimpent_id" : "shipment_id", "SH-\(order.id)-\(number)")
            case .none:
                text.blank("shipment_id")
            }
            if text.style.withoutChannel { text.null("store_id") } else { text.text("store_id", order.channel.id) }
            text.text("order_id", order.id)
            text.text("source_id", order.channel.sources[source])
            text.code("method", method)
            text.moment("shipment_date", date, offsetMinutes: order.channel.offsetMinutes)
            text.openList("items")
            for line in lines { text.shipmentItem(order[line], status: itemStatus, at: date) }
            text.closeList()
            text.openList("packages")
            for (index, parcel) in parcels.enumerated() {
                text.package(parcel, "PK-\(number)\(index + 1)", of: order, serial: number * 10 + index)
            }
            text.closeList()
            if let address { text.key("address"); text.nestedAddress(address, channel: order.channel) }
            text.unknownField()
            text.closeObject()
        }
    }
}

extension JSONText {
    fileprivate mutating func shipmentItem(_ line: SampleLine, status: String, at date: Int64) {
        openObject()
        text("order_line_id", line.id)
        integer("order_line_number", line.number)
        if style.emptyTexts { text("item_type", "") } else { type("item_type", line.type) }
        text("sku", line.sku)
        words("name", line.name)
        integer("parent_order_line_number", line.parent)
        code("status", status)
        code("status_reason", "OSREPORT")
        moment("status_date", date)
        closeObject()
    }

    fileprivate mutating func package(_ parcel: Parcel, _ id: String, of order: SampleOrder, serial: Int) {
        openObject()
        text("id", style.emptyTexts ? "" : id)
        openList("items")
        for line in parcel.lines { integer(line) }
        closeList()
        if style.emptyListForObject { emptyObject("details") }
        if let carrier = parcel.carrier.map({ order.channel.carriers[$0 % order.channel.carriers.count] }) {
            text("carrier", style.padded ? carrier.name + " " : carrier.name)
            if parcel.isTracked {
                let number = "\(carrier.name.prefix(1))P\(order.number)\(serial)\(order.channel.country)"
                text("tracking_number", number)
                text("tracking_link", "https://\(carrier.host)/\(number)")
            }
        }
        words("tracking_comment", parcel.comment)
        openList("aggregated_items")
        for line in parcel.lines where order[line].type == "PHYSICAL" {
            openObject()
            text("aggregated_line_id", order[line].id)
            text("sku", order[line].sku)
            integer("quantity", order[line].quantity)
            openList("order_lines")
            integer(line)
            closeList()
            closeObject()
        }
        closeList()
        closeObject()
    }

    fileprivate mutating func nestedAddress(_ person: Person, channel: SalesChannel) {
        address(person, reference: "S1", channel: channel)
    }
}
