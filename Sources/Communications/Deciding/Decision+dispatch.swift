public import OrderModel

extension Decision {
    /// Why a communication that is about to be sent should not be any more: the guard at dispatch.
    ///
    /// The order may have moved on since the decision, and the merchant may have forbidden what the policy allowed then.
    /// What was a matter of the message alone (history, age, child orders, store transfers, …) is not asked again, nor whose
    /// task the confirmation is: one that was herald's when the order was placed stays herald's, since no frontend knew of it.
    ///
    /// Source: decision table, section 4, "Guard at dispatch" and precedence; that it asks the policy too is this product's.
    /// - Parameters:
    ///   - communication: as stored; its addressing is whom it would go to now.
    ///   - state: the order as it stands.
    ///   - policy: the policy of its sales channel as it is now.
    /// - Returns: the reason, or nil to go ahead.
    public static func dispatchSuppression(
        _ communication: Communication, _ state: OrderState, policy: ChannelPolicy
    ) -> SuppressionReason? {
        let occasion = communication.occasion(in: state)
        let context = DecisionContext(
            policy: policy, decidedAt: communication.decidedAt, shard: communication.shard,
            position: communication.position, messageID: communication.messageID, isHistorical: false)
        return SuppressionReason.allCases.first { reason in
            guard SuppressionReason.ofDispatch.contains(reason), applies(to: communication.kind, reason) else {
                return false
            }
            // The recipient was frozen at the decision, whatever address the order has by now.
            if reason == .recipientSuppressed { return policy.suppresses(communication.addressing) }
            return isSuppressed(reason, occasion, state, context, isFirst: false)
        }
    }
}

extension Decision {
    /// What stands against sending, on request, a communication that was suppressed: besides what the guard at dispatch asks,
    /// everything that was not asked because another reason came first.
    ///
    /// The clock and people may be overruled; what happened may not, and what is not known is not guessed.
    /// - Parameters:
    ///   - communication: as stored: type, return and facts are those of the decision.
    ///   - state: the order as it stands.
    ///   - policy: the policy of its sales channel as it is now.
    public static func obstacle(
        _ communication: Communication, _ state: OrderState, policy: ChannelPolicy
    ) -> Disposition? {
        if let reason = dispatchSuppression(communication, state, policy: policy) { return .suppressed(reason) }
        let occasion = communication.occasion(in: state)
        for reason in SuppressionReason.allCases
        where applies(to: communication.kind, reason)
            && occasion.kind.rules.isSuppressed(reason, occasion, state, policy)
        {
            return .suppressed(reason)
        }
        guard communication.kind.audience == .customer else { return nil }
        if !state.isPlaced { return .held(.waitingForOrder) }
        guard communication.kind == .customer(.refundTriggered) else { return nil }
        if communication.refundType == nil { return .held(.unknownRefundType) }
        return communication.refundType == .return && communication.subject.returnID == nil
            ? .held(.missingReturnID) : nil
    }
}

extension SuppressionReason {
    /// What the guard at dispatch asks.
    static let ofDispatch: Set<SuppressionReason> = [
        .testOrder, .superseded, .kindDisabled, .recipientSuppressed, .orderMuted, .sandbox,
    ]
}
