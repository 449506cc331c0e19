import OMSMessages

extension Transition {
    /// The transition's name, as the API gives it.
    public var name: String {
        switch self {
        case .orderPlaced: "order_placed"
        case .shipmentHandedOver: "shipment_handed_over"
        case .errorRunBegan: "error_run_began"
        case .orderCancelled: "order_cancelled"
        case .returnAuthorized: "return_authorized"
        case .returnReceived: "return_received"
        case .refundStarted: "refund_started"
        case .statusChanged: "status_changed"
        case .linesShipped: "lines_shipped"
        case .linesCancelled: "lines_cancelled"
        case .testOrderRecognized: "test_order_recognized"
        case .returnStatusChanged: "return_status_changed"
        case .refundStatusChanged: "refund_status_changed"
        }
    }

    /// The transition as a person reads it.
    public var text: String {
        switch self {
        case .orderPlaced: "Order placed"
        case .shipmentHandedOver(let id): "Shipment \(id) handed over"
        case .errorRunBegan(let reason, let runs, let isStale):
            "Error \(reason.isEmpty ? "without a reason" : reason), run \(runs)" + (isStale ? ", learnt late" : "")
        case .orderCancelled: "Order cancelled: logistics complete and cancelled"
        case .returnAuthorized(let id, let lines, let isStale):
            "Return \(id) authorised for \(Self.list(lines))" + (isStale ? ", learnt late" : "")
        case .returnReceived(let id, let lines): "Return \(id): \(Self.list(lines)) received"
        case .refundStarted(let id): "Refund \(id) started"
        case .statusChanged(let from, let to, let reason):
            "Status " + (from.map { "\($0) → " } ?? "") + to.raw + (reason.map { " (\($0))" } ?? "")
        case .linesShipped(let lines): "\(Self.list(lines, capital: true)) shipped"
        case .linesCancelled(let lines): "\(Self.list(lines, capital: true)) cancelled"
        case .testOrderRecognized: "Recognised as a test order"
        case .returnStatusChanged(let id, let from, let to):
            "Return \(id): status " + (from.map { "\($0) → " } ?? "") + to.raw
        case .refundStatusChanged(let id, let from, let to):
            "Refund \(id): status " + (from.map { "\($0) → " } ?? "") + to.raw
        }
    }

    private static func list(_ lines: [Int], capital: Bool = false) -> String {
        (capital ? "L" : "l") + (lines.count == 1 ? "ine " : "ines ") + lines.map(String.init).joined(separator: ", ")
    }
}
