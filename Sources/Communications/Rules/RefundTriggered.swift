import OMSMessages
import OrderModel

/// 8 `refund_triggered`: a refund was started.
///
/// Source: seed, "Refund triggered for customer"; decision table, rule 7.
enum RefundTriggered: KindRules {
    static func occasion(refundID: String, _ state: OrderState, at date: Timestamp) -> Occasion {
        let refund = state.refund(refundID)
        return Occasion(
            kind: .customer(.refundTriggered),
            subject: Subject(
                refundID: refundID, returnID: refund.flatMap(state.returnID(of:)),
                lines: refund.map(state.refundedLines(of:)) ?? []),
            occurredAt: date, isSuperseded: refund?.isCancelled == true)
    }

    static func isHeld(_ reason: HoldReason, _ occasion: Occasion, _ state: OrderState) -> Bool {
        guard let refund = state.refund(occasion.subject.refundID ?? "") else { return false }
        return switch reason {
        // Never guessed.
        case .unknownRefundType: refund.type == nil
        case .missingReturnID: refund.type == .return && state.returnID(of: refund) == nil
        default: false
        }
    }

    static func isOvertaken(_ occasion: Occasion, _ state: OrderState, _ policy: ChannelPolicy) -> Bool {
        state.refund(occasion.subject.refundID ?? "")?.isCancelled == true
    }

    static func writeFacts(
        _ occasion: Occasion, _ state: OrderState, _ policy: ChannelPolicy, to json: inout JSONWriter
    ) {
        json.writeOrder(state, policy)
        guard let refund = state.refund(occasion.subject.refundID ?? "") else { return }
        json.member("refund_id", refund.id)
        json.member("refund_type", refund.type?.rawValue)
        json.member("return_id", state.returnID(of: refund))
        json.member("amount", refund.startedAmount?.money)
        json.member("payment_method", state.transaction?.method)
        json.member("refund_days", policy.refundDays(for: state))
        json.member(
            "lines",
            array: { json in
                for line in refund.startedLines { json.writeRefundLine(line, state) }
            })
    }

    static let trigger = "A refund is started: PENDINGRELEASE, or straight to RELEASED."

    static func conditions(of kind: Kind, _ state: OrderState, _ policy: ChannelPolicy) -> [Condition] {
        guard !state.refunds.isEmpty else { return [Condition("a refund of the order is known", false)] }
        return state.refunds.map { refund in
            Condition(
                "refund \(refund.id) was started (PENDINGRELEASE or RELEASED)", refund.wasStarted,
                notMet: "not yet, its status is \(refund.status.status?.raw ?? "unknown")")
        }
    }
}

extension RefundState {
    /// Whether the newest status takes the refund back.
    var isCancelled: Bool { self.status.status?.isOne(of: "CANCELLED", "CANCELED") == true }
}
