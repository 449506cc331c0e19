import OMSMessages
import OrderModel

/// 1 `order_confirmation`: the order is known for the first time.
///
/// Source: seed, "Order Confirmation"; decision table, rule 1.
enum OrderConfirmation: KindRules {
    static func occasion(_ state: OrderState, at date: Timestamp) -> Occasion {
        Occasion(
            kind: .customer(.orderConfirmation), subject: Subject(lines: state.goodsLines), occurredAt: date,
            isSuperseded: state.facts.logisticsComplete || state.facts.cancelled)
    }

    static func isSuppressed(
        _ reason: SuppressionReason, _ occasion: Occasion, _ state: OrderState, _ policy: ChannelPolicy
    ) -> Bool {
        // An exchange or reshipment; its shipments, returns and refunds are communicated as usual.
        reason == .childOrder && state.originalOrderID.value != nil
    }

    static func isOvertaken(_ occasion: Occasion, _ state: OrderState, _ policy: ChannelPolicy) -> Bool {
        state.facts.cancelled || state.facts.isFullyCancelled(policy.foldRules)
    }

    static func writeFacts(
        _ occasion: Occasion, _ state: OrderState, _ policy: ChannelPolicy, to json: inout JSONWriter
    ) {
        json.writeOrder(state, policy)
        json.key("lines")
        json.writeLines(occasion.subject.lines, state, withBackorder: true)
        json.member("shipping", state.shippingCost?.money)
        json.member("total", state.total?.money)
        json.member("remorse_until", policy.remorse.end(for: state))
    }

    static let trigger = "The order is known for the first time: its first snapshot, created or updated."

    static func conditions(of kind: Kind, _ state: OrderState, _ policy: ChannelPolicy) -> [Condition] {
        [Condition("a snapshot of the order has arrived", state.isPlaced)]
    }
}
