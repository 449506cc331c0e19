/// One message as it arrives: a method and its JSON arguments, all from invented data.
///
/// The builders fill in what a test does not care for: order NQ-1 of channel NORTHQUAY, bought on 1 February 2026 by Mirela
/// (billing, A1) for Tibor (shipping, A2), lines 1 and 2 and the SHIPPING line 3, paid by credit card.
struct Wire: Hashable, Sendable {
    var method: String
    var params: WireJSON
    var id: WireJSON = "m"

    var text: String {
        let envelope: WireJSON = ["jsonrpc": "2.0", "id": id, "method": .text(method), "params": params]
        return envelope.text
    }

    /// The same message under another JSON-RPC id: a re-emission.
    func emittedAgain(as id: String) -> Wire {
        var copy = self
        copy.id = .text(id)
        return copy
    }

    static let orderID = "NQ-1"
    static let channel = "NORTHQUAY"
}

/// A moment in February 2026, UTC.
func feb(_ day: Int, _ time: String = "10:00") -> String {
    "2026-02-" + (day < 10 ? "0" : "") + "\(day)T\(time):00Z"
}

extension Wire {
    // MARK: Orders

    /// `order_management.created`.
    static func created(
        _ status: String? = "NEW", reason: String? = nil, at date: String? = feb(1), lines: [Line] = Line.usual,
        and other: WireJSON = [:]
    ) -> Wire {
        Wire(
            method: "magento.sales.order_management.created",
            params: ["order": order(status, reason, date, lines).with(other)])
    }

    /// `order_management.updated`: always a full snapshot.
    static func updated(
        _ status: String?, reason: String? = nil, at date: String? = feb(2), lines: [Line] = Line.usual,
        and other: WireJSON = [:]
    ) -> Wire {
        Wire(
            method: "magento.sales.order_management.updated",
            params: ["order": order(status, reason, date, lines).with(other)])
    }

    static func lineCancelled(_ lineID: String, order: String = orderID) -> Wire {
        Wire(
            method: "magento.sales.order_management.line_cancelled",
            params: ["order_id": .text(order), "order_line_id": .text(lineID)])
    }

    private static func order(_ status: String?, _ reason: String?, _ date: String?, _ lines: [Line]) -> WireJSON {
        [
            "id": .text(orderID), "store": .text(channel), "status": WireJSON(status),
            "status_reason": WireJSON(reason), "status_date": WireJSON(date), "language": "de_DE",
            "origin": "FRONTEND", "origin_date": .text(feb(1)), "addresses": [billing, shipping],
            "payments": [payment()], "lines": .list(lines.map(\.json)),
        ]
    }

    static let billing: WireJSON = [
        "reference": "A1", "first_name": "Mirela", "last_name": "Osterhaus", "address1": "Lotsenweg 14",
        "city": "Bremen", "zip": "28217", "country_code": "DE", "phone": "+49 421 5550143",
        "email": "mirela@mail.example",
    ]
    static let shipping: WireJSON = [
        "reference": "A2", "first_name": "Tibor", "last_name": "Osterhaus", "address1": "Kranstieg 3", "city": "Leer",
        "zip": "26789", "country_code": "DE", "email": "tibor@mail.example",
    ]
    static func payment(method: String = "CREDITCARD", billing: String = "A1") -> WireJSON {
        [
            "reference": "P1", "currency": "EUR",
            "transactions": [
                [
                    "payment_method": .text(method), "amount": .number("86.85"),
                    "billing_address_reference": .text(billing),
                    "gateway_information": ["gateway_id": "NORTHPAY", "account": "nq", "transaction_id": "np_55"],
                ]
            ],
        ]
    }

    // MARK: What happens to an order

    /// `customer_shipment_done` of the items with these line numbers.
    static func shipment(
        _ requestID: String? = "SR-1", lines: [Int] = [1, 2], method: String = "STANDARD", at date: String? = feb(3),
        and other: WireJSON = [:]
    ) -> Wire {
        let items = lines.map { number -> WireJSON in
            ["order_line_id": .text("L\(number)"), "order_line_number": .number("\(number)"), "status": "SHIPPED"]
        }
        let shipment: WireJSON = [
            "shipment_request_id": WireJSON(requestID), "store_id": .text(channel), "order_id": .text(orderID),
            "source_id": "WH-EMDEN", "method": .text(method), "shipment_date": WireJSON(date), "items": .list(items),
            "packages": [
                [
                    "id": "PK-1", "items": .list(lines.map { .number("\($0)") }), "carrier": "Nordpost",
                    "tracking_number": "NP774", "tracking_link": "https://track.example/NP774",
                ]
            ],
        ]
        return Wire(
            method: "magento.logistics.fulfillment_management.customer_shipment_done",
            params: ["shipment": shipment.with(other)])
    }

    /// `return_management.updated`.
    static func returnUpdated(
        _ code: String?, rma: String? = "RMA-1", lines: [Int] = [1], condition: String? = "NOT_INSPECTED",
        at date: String? = feb(5), and other: WireJSON = [:]
    ) -> Wire {
        let status: WireJSON =
            code.map { ["code": .text($0), "name": .text($0), "date": WireJSON(date)] } ?? .absent
        return Wire(
            method: "magento.postsales.return_management.updated",
            params: ["return": returned(rma, lines, condition).with(["status": status]).with(other)])
    }

    /// `return_management.received`, which by its specification has no status.
    static func returnReceived(
        rma: String? = "RMA-1", lines: [Int] = [1], condition: String? = "GOOD", at date: String? = feb(6),
        and other: WireJSON = [:]
    ) -> Wire {
        Wire(
            method: "magento.postsales.return_management.received",
            params: ["return": returned(rma, lines, condition).with(["origin_date": WireJSON(date)]).with(other)])
    }

    private static func returned(_ rma: String?, _ lines: [Int], _ condition: String?) -> WireJSON {
        [
            "sales_channel_id": .text(channel), "order_id": .text(orderID), "source_id": "WH-EMDEN",
            "rma": WireJSON(rma), "return_tracking_carrier": "Nordpost", "return_tracking_number": "NPR55",
            "return_tracking_label_url": "https://labels.example/RMA-1.pdf",
            "lines": .list(
                lines.map { number in
                    [
                        "id": .text("L\(number)"), "line_number": .number("\(number)"), "sku": .text("SKU-\(number)"),
                        "reason": "FAULTY", "condition": WireJSON(condition),
                    ]
                }),
        ]
    }

    /// `refund_management.updated`; `lines` are line numbers with their gross costs.
    static func refund(
        _ code: String? = "PENDINGRELEASE", note: String? = "CN-1", type: String? = nil, rma: String? = nil,
        lines: KeyValuePairs<Int, String> = [1: "59.50"], at date: String? = "2026-02-07", and other: WireJSON = [:]
    ) -> Wire {
        let refunded = lines.map { number, gross -> WireJSON in
            [
                "order_line": .text("\(number)"), "order_item_id": .text("L\(number)"),
                "payments": [["ref": "P1", "details": ["cost_gross": .text(gross)]]],
            ]
        }
        let refund: WireJSON = [
            "client": "northquay", "order_id": .text(orderID), "store_id": .text(channel),
            "sales_channel_id": .text(channel), "credit_note_number": WireJSON(note),
            "credit_note_date": WireJSON(date), "status": ["code": WireJSON(code), "date": WireJSON(date)],
            "refund_type": WireJSON(type), "rma": WireJSON(rma), "lines": .list(refunded),
        ]
        return Wire(
            method: "magento.postsales.refund_management.updated", params: ["refund": refund.with(other)])
    }
}

/// A line of a snapshot.
struct Line: Hashable, Sendable {
    var json: WireJSON

    /// Lines 1 and 2, and the SHIPPING line 3.
    static let usual = [Line(1), Line(2), .shipping(3)]

    /// A line with id `L<number>`, unless told otherwise.
    init(
        _ number: Int, _ status: String? = nil, id: String? = nil, type: String = "PHYSICAL", at date: String? = nil,
        and other: WireJSON = [:]
    ) {
        let base: WireJSON = [
            "id": .text(id ?? "L\(number)"), "line_number": .number("\(number)"), "product_type": .text(type),
            "sku": .text("SKU-\(number)"), "quantity": 1, "product_name": .text("Product \(number)"),
            "shipping_address_reference": "A2", "payment_reference": "P1",
            "amount": ["gross_amount": .number("10.00"), "currency": "EUR"], "status": WireJSON(status),
            "status_date": WireJSON(date),
        ]
        json = base.with(other)
    }

    static func shipping(_ number: Int, _ status: String? = nil) -> Line {
        Line(number, status, id: "SHIPPING", type: "SHIPPING", and: ["sku": "STANDARD"])
    }
}
