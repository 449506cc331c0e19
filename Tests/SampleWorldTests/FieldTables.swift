import Foundation

/// The required fields of the OMS message reference, sections 2 and 4 to 9, as a checker for the plain world.
struct FieldTables {
    /// What is missing or of the wrong type, as readable text.
    private(set) var faults: [String] = []

    /// A field that must be there: its name and what it must hold.
    enum Kind { case text, integer, number, moment, day, list, object }

    static func faults(in message: MessageText) -> [String] {
        var tables = FieldTables()
        let root = message.root
        tables.require(root, "envelope", [("jsonrpc", .text), ("id", .text), ("method", .text), ("params", .object)])
        switch root["method"] as? String ?? "" {
        case "magento.sales.order_management.created", "magento.sales.order_management.updated",
            "magento.sales.order_management.reported":
            tables.order(message.argument("order"))
        case "magento.sales.order_management.line_cancelled":
            tables.require(message.params, "line_cancelled", [("order_id", .text), ("order_line_id", .text)])
            if message.params.count != 2 { tables.faults.append("line_cancelled has more than two members") }
        case "magento.logistics.fulfillment_management.customer_shipment_done":
            tables.shipment(message.argument("shipment"))
        case "magento.postsales.return_management.updated":
            tables.returned(message.argument("return"), isUpdate: true)
        case "magento.postsales.return_management.received":
            tables.returned(message.argument("return"), isUpdate: false)
        case "magento.postsales.refund_management.updated": tables.refund(message.argument("refund"))
        default: if message.params.isEmpty { tables.faults.append("params is empty") }
        }
        return tables.faults
    }

    private mutating func order(_ order: [String: Any]) {
        require(
            order, "order",
            [
                ("id", .text), ("store", .text), ("ip", .text), ("vat_country", .text),
                ("origin", .text), ("origin_date", .moment), ("customer", .object), ("addresses", .list),
                ("payments", .list), ("lines", .list),
            ])
        if let status = order["status"] as? [String: Any] {
            require(status, "status", [("code", .text), ("name", .text), ("reason_code", .text), ("date", .moment)])
        } else {
            require(order, "order", [("status", .text), ("status_date", .moment)])
        }
        require(order["customer"], "customer", [("id", .text), ("type", .text), ("segment", .text)])
        for address in list(order["addresses"]) { self.address(address) }
        for payment in list(order["payments"]) {
            require(payment, "payment", [("reference", .text), ("currency", .text), ("transactions", .list)])
            for transaction in list((payment as? [String: Any])?["transactions"]) {
                require(
                    transaction, "transaction",
                    [
                        ("payment_method", .text), ("amount", .number), ("gateway_information", .object),
                        ("billing_address_reference", .text),
                    ])
                require(
                    (transaction as? [String: Any])?["gateway_information"], "gateway",
                    [("gateway_id", .text), ("account", .text), ("transaction_id", .text)])
            }
        }
        for line in list(order["lines"]) {
            require(
                line, "line",
                [
                    ("id", .text), ("line_number", .integer), ("product_type", .text), ("sku", .text),
                    ("shipping_address_reference", .text), ("payment_reference", .text), ("amount", .object),
                    ("status", .text), ("status_reason", .text), ("status_date", .moment),
                ])
            price((line as? [String: Any])?["amount"], "amount")
            for payment in list((line as? [String: Any])?["payments"]) {
                require(payment, "line payment", [("payment_reference", .text), ("status_date", .moment)])
                price(payment, "line payment")
            }
        }
    }

    private mutating func price(_ price: Any?, _ name: String) {
        require(
            price, name,
            [
                ("net_amount", .number), ("gross_amount", .number), ("tax_amount", .number), ("tax_rate", .number),
                ("taxes", .list), ("currency", .text),
            ])
        for tax in list((price as? [String: Any])?["taxes"]) {
            require(tax, "tax", [("type", .text), ("amount", .number), ("rate", .number)])
        }
    }

    private mutating func address(_ address: Any) {
        require(
            address, "address",
            [
                ("reference", .text), ("first_name", .text), ("last_name", .text), ("address1", .text),
                ("city", .text), ("country_code", .text),
            ])
    }

    private mutating func shipment(_ shipment: [String: Any]) {
        require(
            shipment, "shipment",
            [
                ("store_id", .text), ("order_id", .text), ("source_id", .text), ("method", .text), ("items", .list),
                ("packages", .list), ("shipment_date", .moment),
            ])
        if let address = shipment["address"] { self.address(address) }
        for item in list(shipment["items"]) {
            require(
                item, "item", [("order_line_id", .text), ("order_line_number", .integer), ("status_date", .moment)])
        }
        for package in list(shipment["packages"]) {
            require(package, "package", [("id", .text), ("items", .list), ("aggregated_items", .list)])
            for aggregated in list((package as? [String: Any])?["aggregated_items"]) {
                require(
                    aggregated, "aggregated item",
                    [("aggregated_line_id", .text), ("sku", .text), ("quantity", .integer), ("order_lines", .list)])
            }
        }
    }

    private mutating func returned(_ returned: [String: Any], isUpdate: Bool) {
        require(
            returned, "return",
            [("sales_channel_id", .text), ("order_id", .text), ("source_id", .text), ("lines", .list)])
        if isUpdate {
            require(
                returned["status"], "return status",
                [
                    ("code", .text), ("name", .text), ("reason_code", .text), ("reason_name", .text),
                    ("date", .moment),
                ])
            if returned["origin_date"] != nil { faults.append("return_update has an origin_date") }
        } else {
            require(returned, "return", [("user", .text), ("origin_date", .moment)])
            if returned["status"] != nil { faults.append("return_receive has a status") }
        }
        for line in list(returned["lines"]) {
            require(
                line, "return line",
                [
                    ("id", .text), ("line_number", .integer), ("sku", .text), ("reason", .text),
                    ("reason_description", .text), ("condition", .text),
                ])
        }
    }

    private mutating func refund(_ refund: [String: Any]) {
        require(refund, "refund", [("order_id", .text), ("store_id", .text), ("status", .object), ("lines", .list)])
        require(refund["status"], "refund status", [("code", .text), ("date", .day)])
        for line in list(refund["lines"]) {
            require(line, "refund line", [("order_line", .text), ("reason_description", .text), ("payments", .list)])
            for payment in list((line as? [String: Any])?["payments"]) {
                let payment = payment as? [String: Any]
                require(payment, "refund payment", [("details", .object)])
                require(payment?["details"], "refund details", [("cost_gross", .text)])
            }
        }
    }

    private func list(_ value: Any?) -> [Any] { value as? [Any] ?? [] }

    private mutating func require(_ value: Any?, _ name: String, _ fields: [(String, Kind)]) {
        guard let object = value as? [String: Any] else {
            faults.append("\(name) is no object")
            return
        }
        for (field, kind) in fields where !Self.holds(object[field], kind) {
            faults.append("\(name).\(field) is \(object[field].map { "\($0)" } ?? "missing")")
        }
    }

    private static func holds(_ value: Any?, _ kind: Kind) -> Bool {
        switch kind {
        case .text: value is String
        case .integer: value is Int
        case .number: value is NSNumber
        case .list: value is [Any]
        case .object: value is [String: Any]
        case .day: (value as? String)?.wholeMatch(of: /\d{4}-\d\d-\d\d/) != nil
        case .moment: (value as? String)?.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d/) != nil
        }
    }
}
