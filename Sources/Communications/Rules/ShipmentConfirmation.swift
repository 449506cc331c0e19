import OMSMessages
import OrderModel

/// 2 `shipment_confirmation`: a shipment was handed to the carrier.
///
/// Speaks of this shipment alone. Source: seed, "Shipment Confirmation"; decision table, rule 2.
enum ShipmentConfirmation: KindRules {
    static func occasion(shipmentID: String, _ state: OrderState, at date: Timestamp) -> Occasion {
        let lines = state.shipment(shipmentID)?.lineNumbers ?? []
        return Occasion(
            kind: .customer(.shipmentConfirmation),
            subject: Subject(shipmentID: shipmentID, lines: lines.filter { state.line($0)?.isShipping != true }),
            occurredAt: date)
    }

    static func isSuppressed(
        _ reason: SuppressionReason, _ occasion: Occasion, _ state: OrderState, _ policy: ChannelPolicy
    ) -> Bool {
        guard let shipment = state.shipment(occasion.subject.shipmentID) else { return false }
        return switch state.handover(of: shipment) {
        case .carrier: false
        case .storeTransfer: reason == .storeTransfer
        case .collectedInStore: reason == .collectedInStore
        case .nothingShipped: reason == .nothingShipped
        }
    }

    static func writeFacts(
        _ occasion: Occasion, _ state: OrderState, _ policy: ChannelPolicy, to json: inout JSONWriter
    ) {
        json.writeOrder(state, policy)
        guard let shipment = state.shipment(occasion.subject.shipmentID) else { return }
        json.member("shipment_id", shipment.id)
        json.member("shipped_at", shipment.shipmentDate.value)
        json.member(
            "shipment_link",
            ShopDetails.link(policy.shop.shipmentLink, ["order": state.orderID, "shipment": shipment.id]))
        json.member(
            "packages",
            array: { json in
                for package in shipment.packages.value ?? [] { json.writePackage(package, state) }
            })
        json.member(
            "lines",
            array: { json in
                for line in occasion.subject.lines { json.writeShippedLine(line, shipment, state) }
            })
        json.key("address")
        if let address = shipment.address.value ?? state.shippingAddress {
            json.writeAddress(address)
        } else {
            json.null()
        }
        // What is still to come: n of m.
        let (cancelled, shippedLines) = (state.cancelledLines, state.shippedLines)
        let goods = state.goodsLines.filter {
            !cancelled.contains($0) && state.line($0)?.isBundleParent(in: state) != true
        }
        let shipped = goods.filter(shippedLines.contains)
        json.member("lines_shipped", shipped.count)
        json.member("lines_total", goods.count)
        // The same in pieces, and which: a line may stand for several.
        let remaining = goods.filter { !shippedLines.contains($0) }
        json.member("pieces_total", state.pieces(of: goods))
        json.member("pieces_remaining", state.pieces(of: remaining))
        json.key("remaining")
        json.writeLines(remaining, state, withBackorder: true)
    }

    static let trigger = "A shipment that was not known before is handed over (customer_shipment_done)."

    static func conditions(of kind: Kind, _ state: OrderState, _ policy: ChannelPolicy) -> [Condition] {
        let known = state.shipments.map { $0.id }.joined(separator: ", ")
        return [Condition("a shipment was handed over", !state.shipments.isEmpty, met: "yes (\(known))")]
    }
}
