import OMSMessages
import OrderModel

/// 5 `order_cancellation`: *logistics complete* and *cancelled* became both true, whichever was last.
///
/// Source: seed, "Order Cancellation"; decision table, rule 4.
enum OrderCancellation: KindRules {
    static func occasion(_ state: OrderState, at date: Timestamp) -> Occasion {
        Occasion(
            kind: .customer(.orderCancellation), subject: Subject(lines: state.goodsLines), occurredAt: date)
    }

    static func isSuppressed(
        _ reason: SuppressionReason, _ occasion: Occasion, _ state: OrderState, _ policy: ChannelPolicy
    ) -> Bool {
        // Any line but the shipping charge, also one that only a shipment has named so far.
        reason == .partlyShipped && state.shippedLines.contains { state.line($0)?.isShipping != true }
    }

    static func writeFacts(
        _ occasion: Occasion, _ state: OrderState, _ policy: ChannelPolicy, to json: inout JSONWriter
    ) {
        json.writeOrder(state, policy)
        json.member("reason", state.status.reason)
        json.key("lines")
        json.writeLines(occasion.subject.lines, state, withBackorder: false)
        json.member("shipping", state.shippingCost?.money)
        json.member("total", state.total?.money)
        // Null where nobody knows: the text then says nothing about money.
        let wasMoneyTaken = state.isCaptured
        json.member("was_money_taken", wasMoneyTaken)
        json.member("refund_follows", wasMoneyTaken)
        json.member("refund_started", state.refunds.contains { $0.wasStarted })
        json.member("refund_days", policy.refundDays(for: state))
    }

    static let trigger = "Logistics complete and cancelled have both become true, whichever was last."

    static func conditions(of kind: Kind, _ state: OrderState, _ policy: ChannelPolicy) -> [Condition] {
        let cancelled = Condition.lines(state.cancelledLines)
        let conditions = [
            Condition("logistics complete (LOGISTICSCOMPLETE or COMPLETE, ever)", state.facts.logisticsComplete),
            Condition(
                "cancelled (CANCELLED or FULLYCANCELLED as status or reason, or every line)", state.facts.cancelled,
                met: "yes (cancelled: \(cancelled))",
                notMet: "not yet (cancelled: \(cancelled); known: \(Condition.lines(state.goodsLines)))"),
        ]
        guard policy.cancelledStatusIsFinal else { return conditions }
        return conditions + [
            Condition("or, by cancelled_status_is_final, status CANCELLED alone", state.facts.statusCancelled)
        ]
    }
}
