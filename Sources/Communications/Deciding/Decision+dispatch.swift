public import OMSMessages
public import OrderModel

extension Decision {
    /// Whether a communication that is about to be sent should still be: the guard at dispatch.
    ///
    /// The order may have moved on since the decision, time has passed, and the merchant may have changed the policy. What
    /// was a matter of the message alone (history, child orders, store transfers, …) is not asked again.
    ///
    /// Source: decision table, section 4, "Guard at dispatch" and precedence.
    /// - Parameters:
    ///   - communication: as stored; its addressing is whom it would go to now.
    ///   - state: the order as it stands.
    ///   - policy: the policy of its sales channel as it is now.
    ///   - now: for the age of the fact.
    ///   - isRequested: whether a person asked for it: then its age counts from the request, and it is nobody else's.
    /// - Returns: what becomes of it instead, or nil to go ahead.
    public static func dispatchDisposition(
        _ communication: Communication, _ state: OrderState, policy: ChannelPolicy, at now: Timestamp,
        isRequested: Bool = false
    ) -> Disposition? {
        var occasion = communication.occasion(in: state)
        if isRequested { occasion.occurredAt = communication.decidedAt }
        let context = DecisionContext(
            policy: policy, decidedAt: now, shard: communication.shard, position: communication.position,
            messageID: communication.messageID, isHistorical: false)
        for reason in SuppressionReason.allCases
        where SuppressionReason.ofDispatch.contains(reason) && applies(to: communication.kind, reason) {
            let isMet =
                switch reason {
                // The recipient was frozen at the decision, whatever address the order has by now.
                case .recipientSuppressed: policy.suppresses(communication.addressing)
                default: isSuppressed(reason, occasion, state, context, isFirst: false)
                }
            if isMet { return .suppressed(reason) }
        }
        // One with a time at which it became herald's was the frontend's already, and falls back once.
        let isDelegated =
            communication.kind == .customer(.orderConfirmation) && policy.orderConfirmationOwner == .frontend
            && communication.dueAt == nil && !isRequested
        return isDelegated ? .delegated : nil
    }
}

extension SuppressionReason {
    /// What the guard at dispatch asks.
    static let ofDispatch: Set<SuppressionReason> = [
        .testOrder, .superseded, .expired, .kindDisabled, .recipientSuppressed, .orderMuted, .sandbox,
    ]

    /// Whether it also stops the repetition of a try of which nobody knows whether it arrived.
    ///
    /// What a person has switched off, and test orders, stay silent. That time went by is no reason to leave a recipient with
    /// half a story and the record with "not sent".
    public var stopsRepetitions: Bool {
        switch self {
        case .testOrder, .kindDisabled, .recipientSuppressed, .orderMuted, .sandbox, .dismissed: true
        case .historicalImport, .beforeActivation, .superseded, .expired, .childOrder, .storeTransfer,
            .collectedInStore,
            .nothingShipped, .partlyShipped:
            false
        }
    }
}
