import OMSMessages

/// The rows that each view must have for one order, made from what the API writes about it.
///
/// A row is its values as text, joined: amounts in lowest terms, moments in UTC, nothing as `-`.
struct ResourceRows {
    private(set) var rows: [String: [String]] = [:]

    /// The columns that are compared, each with the member of the resource it stands for.
    private static let columns: [String: [(column: String, member: String)]] = [
        "orders": same(
            "is_placed", "status", "status_reason", "@status_date", "@ordered_at", "original_order_id", "language",
            "currency", "email", "is_logistics_complete", "is_cancelled", "is_test"),
        "order_lines": same("line_number") + [("line_id", "id")]
            + same(
                "product_type", "sku", "product_name", "quantity", "#gross_amount", "#net_amount", "#tax_amount",
                "currency", "status", "status_reason", "@status_date", "is_shipped", "is_cancelled",
                "parent_line_number", "@promise_delivery_date", "@pre_order_street_date"),
        "order_payments": same(
            "payment_method", "payment_submethod", "#amount", "billing_address_reference", "gateway_id", "account",
            "transaction_id", "authorization_status"),
        "shipments": same("shipment_id", "method", "handover", "source_id", "@shipped_at", "*lines"),
        "packages": [("package_id", "id")]
            + same("carrier", "tracking_number", "tracking_link", "tracking_comment") + [("*lines", "*items")],
        "returns": same(
            "return_id", "rma", "status", "status_reason", "@status_date", "return_tracking_carrier",
            "return_tracking_number", "return_tracking_url", "return_tracking_label_url"),
        "return_lines": same("return_id", "line_number") + [("line_id", "id")]
            + same(
                "sku", "authorized", "received", "condition", "condition_description", "reason", "reason_description"),
        "refunds": same(
            "refund_id", "status", "status_reason", "@status_date", "@credit_note_date", "is_started", "refund_type",
            "refund_type_source", "return_id", "return_link_source", "#amount", "currency", "reason"),
    ]

    private static func same(_ names: String...) -> [(column: String, member: String)] { names.map { ($0, $0) } }

    /// The rows of a view as text, in the same form.
    static func query(_ view: String) -> String {
        let columns = (Self.columns[view] ?? []).map { name in
            let column = String(name.column.drop { "@#*".contains($0) })
            let text =
                switch name.column.first {
                case "@": "extract(epoch FROM \(column))::numeric(20, 6)::text"
                case "#": "trim_scale(\(column))::text"
                case "*": "array_to_string(\(column), '+')"
                default: "\(column)::text"
                }
            return "coalesce(\(text), '-')"
        }
        return "SELECT concat_ws('|', sales_channel, order_id, \(columns.joined(separator: ", "))) FROM \(view)"
    }

    init(_ order: JSONValue) {
        let key = "\(order.string("sales_channel") ?? "")|\(order.string("order_id") ?? "")"
        func add(_ view: String, _ entity: JSONValue, of parent: String? = nil) {
            // Only the lines of a return name their parent in the view's columns and not in the resource.
            let values = (Self.columns[view] ?? []).map {
                $0.member == "return_id" && parent != nil ? parent! : Self.text(entity, $0.member)
            }
            rows[view, default: []].append(([key] + values).joined(separator: "|"))
        }
        add("orders", order)
        for line in order.elements("lines") { add("order_lines", line) }
        for payment in order.elements("payments") {
            for transaction in payment.elements("transactions") { add("order_payments", transaction) }
            if payment.elements("transactions").isEmpty { add("order_payments", payment) }
        }
        for shipment in order.elements("shipments") {
            add("shipments", shipment)
            for package in shipment.elements("packages") { add("packages", package) }
        }
        for entry in order.elements("returns") {
            add("returns", entry)
            for line in entry.elements("lines") { add("return_lines", line, of: entry.string("return_id")) }
        }
        for refund in order.elements("refunds") { add("refunds", refund) }
    }

    private static func text(_ entity: JSONValue, _ member: String) -> String {
        let name = String(member.drop { "@#*".contains($0) })
        if member.first == "*" {
            return entity.elements(name).map { $0.int.map(String.init) ?? "?" }.joined(separator: "+")
        }
        guard let value = entity[name], !value.isNull else { return "-" }
        switch member.first {
        case "@": return value.timestamp.map { seconds($0.microseconds) } ?? "?"
        case "#": return value.decimal.map(\.description) ?? "?"
        default: break
        }
        if let flag = value.bool { return flag ? "true" : "false" }
        return value.string ?? String(decoding: value.raw, as: UTF8.self)
    }

    /// Microseconds as PostgreSQL writes seconds with six places.
    private static func seconds(_ microseconds: Int64) -> String {
        let digits = String(microseconds.magnitude)
        let padded = String(repeating: "0", count: max(0, 7 - digits.count)) + digits
        return (microseconds < 0 ? "-" : "") + padded.dropLast(6) + "." + padded.suffix(6)
    }
}
