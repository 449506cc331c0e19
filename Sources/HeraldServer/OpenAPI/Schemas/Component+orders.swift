/// Orders and what belongs to them, as `Projection` and `OrderModel` write them.
extension Component {
    private static let salesChannel = JSONSchema.Member("sales_channel", .text("NORTHQUAY_DE"), "The sales channel.")
    private static let orderID = JSONSchema.Member("order_id", .text("NQ-20731"), "The id that customers know.")
    private static let statusMembers: [JSONSchema.Member] = [
        .init("status", JSONSchema.text("COMPLETE").orNull, "As the OMS spells it."),
        .init("status_reason", JSONSchema.text("FULLYSHIPPED").orNull),
        .init("status_date", JSONSchema.moment.orNull),
    ]
    private static let currency = JSONSchema.Member("currency", JSONSchema.text("EUR").orNull)
    private static func amount(_ name: String, _ summary: String = "") -> JSONSchema.Member {
        .init(name, JSONSchema.decimal("69.90").orNull, summary)
    }
    private static func said(_ name: String, _ schema: JSONSchema) -> JSONSchema.Member {
        .init(name, schema, isAlwaysThere: false)
    }

    static var orderSummaryMembers: [JSONSchema.Member] {
        [
            salesChannel, orderID, .init("is_placed", .flag(true), "Whether its first snapshot came."),
            .init("is_test", .flag(false)), .init("status", JSONSchema.text("COMPLETE").orNull),
            .init("status_reason", JSONSchema.text("FULLYSHIPPED").orNull),
            .init("ordered_at", JSONSchema.moment.orNull), .init("email", JSONSchema.text("kim@mail.example").orNull),
            .init("position", .component(.position)),
        ]
    }

    static var orderMembers: [JSONSchema.Member] {
        [salesChannel, orderID, .init("is_placed", .flag(true), "Whether its first snapshot came.")] + statusMembers + [
            .init("ordered_at", JSONSchema.moment.orNull),
            .init("original_order_id", JSONSchema.text("NQ-20700").orNull, "Of an exchange: the order before."),
            .init("language", JSONSchema.text("de_DE").orNull), currency,
            .init("email", JSONSchema.text("kim@mail.example").orNull, "The customer's."),
            .init("is_logistics_complete", .flag(true)), .init("is_cancelled", .flag(false)),
            .init("is_test", .flag(false)), .init("lines", .list(of: .component(.line))),
            .init("payments", .list(of: .component(.payment))), .init("addresses", .list(of: .component(.address))),
            .init("shipments", .list(of: .component(.shipment))), .init("returns", .list(of: .component(.returned))),
            .init("refunds", .list(of: .component(.refund))),
            .init("position", .component(.position), "The last message in it.", isAlwaysThere: false),
        ]
    }

    static var lineMembers: [JSONSchema.Member] {
        [
            .init("line_number", .integer(1)), .init("id", JSONSchema.text("4188").orNull),
            .init("product_type", JSONSchema.text("SIMPLE").orNull), .init("sku", JSONSchema.text("LAMP-1").orNull),
            .init("product_name", JSONSchema.text("Lamp").orNull), .init("quantity", .integer(1)),
            amount("gross_amount"), amount("net_amount"), amount("tax_amount"), currency,
        ] + statusMembers + [
            .init("is_shipped", .flag(true)), .init("is_cancelled", .flag(false)),
            .init("parent_line_number", JSONSchema.integer(1).orNull, "Of a part: the line it belongs to."),
            .init("promise_delivery_date", JSONSchema.moment.orNull),
            .init("pre_order_street_date", JSONSchema.moment.orNull),
        ]
    }

    static var paymentMembers: [JSONSchema.Member] {
        let transaction: [JSONSchema.Member] = [
            said("payment_method", .text("CREDITCARD")), said("payment_submethod", .text("VISA")),
            said("amount", .decimal("69.90")), said("billing_address_reference", .text("A1")),
            said("gateway_id", .text("gate")), said("account", .text("north-quay")),
            said("transaction_id", .text("T-1")), said("authorization_status", .text("AUTHORIZED")),
        ]
        return [
            said("reference", .text("P1")), said("currency", .text("EUR")),
            said("transactions", .list(of: .object(transaction))),
        ]
    }

    static var addressMembers: [JSONSchema.Member] {
        [
            ("reference", "A1"), ("address_type", "SHIPPING"), ("first_name", "Kim"), ("last_name", "Falkenrath"),
            ("address1", "Lotsenweg 14"), ("address2", "2nd floor"), ("city", "Bremen"), ("state", "HB"),
            ("zip", "28217"), ("country_code", "DE"), ("phone", "+49 421 5550143"), ("email", "kim@mail.example"),
        ].map { said($0.0, .text($0.1)) }
    }

    static var shipmentMembers: [JSONSchema.Member] {
        [
            .init("shipment_id", .text("NORTHQUAY_DE-NQ-20731-01")),
            .init("method", JSONSchema.text("STANDARD").orNull),
            .init("handover", .text("shipped"), "How the customer gets it."),
            .init("source_id", JSONSchema.text("WH-EMDEN").orNull), .init("shipped_at", JSONSchema.moment.orNull),
            .init("lines", .list(of: .integer(1)), "Line numbers."),
            .init("packages", .list(of: .component(.package))),
            .init("address", JSONSchema.component(.address).orNull),
        ]
    }

    static var packageMembers: [JSONSchema.Member] {
        let aggregated: [JSONSchema.Member] = [
            said("sku", .text("LAMP-1")), said("quantity", .integer(1)), said("order_lines", .list(of: .integer(1))),
        ]
        return [
            said("id", .text("P-1")), .init("items", .list(of: .integer(1)), "Line numbers.", isAlwaysThere: false),
            said("carrier", .text("Nordpost")),
            said("tracking_number", .text("NP2073110DE")), said("tracking_link", .text("https://nordpost.example/1")),
            said("tracking_comment", .text("Left with neighbours")),
            said("aggregated_items", .list(of: .object(aggregated))),
        ]
    }

    static var returnMembers: [JSONSchema.Member] {
        let line: [JSONSchema.Member] = [
            .init("line_number", .integer(1)), .init("id", JSONSchema.text("4188").orNull),
            .init("sku", JSONSchema.text("LAMP-1").orNull), .init("authorized", .flag(true)),
            .init("received", .flag(true)), .init("condition", JSONSchema.text("GOOD").orNull),
            .init("condition_description", JSONSchema.text("As new").orNull),
            .init("reason", JSONSchema.text("NOT_WANTED").orNull),
            .init("reason_description", JSONSchema.text("Too bright").orNull),
        ]
        return [
            .init("return_id", .text("RMA-NQ-20731-1")), .init("rma", JSONSchema.text("RMA-NQ-20731-1").orNull),
            salesChannel, orderID,
        ] + statusMembers + [
            .init("status_history", .list(of: .object(statusMembers)), "Oldest first."),
            .init("return_tracking_carrier", JSONSchema.text("Nordpost").orNull),
            .init("return_tracking_number", JSONSchema.text("NP2073110DE").orNull),
            .init("return_tracking_url", JSONSchema.text("https://nordpost.example/1").orNull),
            .init("return_tracking_label_url", JSONSchema.text("https://nordpost.example/label/1").orNull),
            .init("lines", .list(of: .object(line))),
            .init("refunds", .list(of: .text("CNX-3307")), "Ids of the refunds that belong to it."),
        ]
    }

    static var refundMembers: [JSONSchema.Member] {
        let line: [JSONSchema.Member] = [
            .init("line_number", JSONSchema.integer(1).orNull), .init("id", JSONSchema.text("4188").orNull),
            amount("amount"), .init("reason", JSONSchema.text("RETURN").orNull),
            .init("reason_description", JSONSchema.text("Too bright").orNull),
        ]
        return [.init("refund_id", .text("CNX-3307"))] + statusMembers + [
            .init("credit_note_date", JSONSchema.moment.orNull),
            .init("is_started", .flag(true), "Whether the customer was to hear of it."),
            .init("refund_type", JSONSchema.text("return").orNull),
            .init("refund_type_source", JSONSchema.text("explicit").orNull, "Whether the OMS said so, or what tells."),
            .init("return_id", JSONSchema.text("RMA-NQ-20731-1").orNull),
            .init("return_link_source", JSONSchema.text("explicit").orNull), amount("amount"), currency,
            .init("reason", JSONSchema.text("RETURN").orNull), .init("lines", .list(of: .object(line))),
        ]
    }

    static var messageMembers: [JSONSchema.Member] {
        [
            .init("position", .component(.position)), .init("received_at", .moment),
            .init(
                "is_historical", .flag(false), "Whether it came by an import of history, about which nobody is told."),
            .init("is_erased", .flag(false), "Whether personal data was removed from it."),
            .init("method", .text("magento.sales.order_management.created")),
            .init("message_id", JSONSchema.text("035dc2a3-55c4-4cae-b892-74382418b459").orNull),
            .init("sales_channel", JSONSchema.text("NORTHQUAY_DE").orNull),
            .init("payload", .any(#"{"jsonrpc":"2.0","method":"magento.sales.order_management.created","params":{}}"#)),
        ]
    }

    static var timelineMembers: [JSONSchema.Member] {
        let item: [JSONSchema.Member] = [
            .init("at", .moment), .init("position", .component(.position)),
            .init("type", .words(["message", "transition", "communication", "decision"])),
            said("method", .text("magento.sales.order_management.created")),
            said("message_id", JSONSchema.text("035dc2a3-55c4-4cae-b892-74382418b459").orNull),
            said("is_historical", .flag(false)), said("note", JSONSchema.text("came twice").orNull),
            said("transition", .text("order_placed")), said("text", .text("Order placed")),
            said("communication", .component(.communication)), said("id", .text("5d7c2e90")),
            said("kind", .words(Words.kinds)), said("status", .words(Words.statuses)),
            said("reason", JSONSchema.text("historical_import").orNull), said("detail", JSONSchema.text("").orNull),
        ]
        return [salesChannel, orderID, .init("items", .list(of: .object(item)), "Oldest first.")]
    }
}
