import OMSMessages
public import OrderModel

/// Decides what becomes of an occasion. Pure: the same states, policy and message give the same communication.
///
/// Suppression comes before delegation before hold; among several of one sort the first of the list wins
/// (decision table, section 4).
public enum Decision {
    /// Decides an occasion for the first time.
    /// - Parameters:
    ///   - occasion: what the transition calls for.
    ///   - state: the order after the message.
    ///   - context: the message and the policy.
    public static func decide(_ occasion: Occasion, _ state: OrderState, _ context: DecisionContext) -> Communication {
        let disposition = disposition(of: occasion, state, context, isFirst: true)
        return communication(occasion, state, context, disposition)
    }

    /// Decides a held communication again, after a further message of its order.
    ///
    /// Identity, place in the log and date of the fact stay; when the gap has closed, type, link, recipient and facts are
    /// taken from now and frozen.
    /// - Returns: the communication with its new disposition, or nil where the hold stays as it is.
    public static func decideAgain(
        _ held: Communication, _ state: OrderState, _ context: DecisionContext
    ) -> Communication? {
        let occasion = held.occasion(in: state)
        let disposition = disposition(of: occasion, state, context, isFirst: false)
        guard disposition != held.disposition else { return nil }
        var decided = communication(occasion, state, context, disposition)
        decided.id = held.id
        decided.key = held.key
        decided.shard = held.shard
        decided.position = held.position
        decided.messageID = held.messageID
        decided.occurredAt = held.occurredAt
        // Decided once; but while the order was unknown, so was its language.
        if held.disposition != .held(.waitingForOrder) { decided.locale = held.locale }
        // Another hold does not get more time.
        if case .held = disposition { decided.dueAt = held.dueAt }
        return decided
    }

    /// Every check of a decision in order of precedence, with its outcome: what `explain` shows.
    public static func checks(
        _ occasion: Occasion, _ state: OrderState, _ context: DecisionContext, isFirst: Bool = true
    ) -> [Check] {
        SuppressionReason.allCases.filter { applies(to: occasion.kind, $0) }.map {
            Check(
                disposition: .suppressed($0),
                isMet: isSuppressed($0, occasion, state, context, isFirst: isFirst))
        }
            + (occasion.kind == .customer(.orderConfirmation)
                ? [Check(disposition: .delegated, isMet: isDelegated(occasion, context, isFirst: isFirst))] : [])
            + (occasion.kind.audience == .customer
                ? HoldReason.allCases.map {
                    Check(disposition: .held($0), isMet: isHeld($0, occasion, state, context))
                } : [])
    }

    /// One question that a decision asks.
    public struct Check: Hashable, Sendable {
        public var disposition: Disposition
        /// Whether the answer was yes; the first such check is the decision.
        public var isMet: Bool
    }

    private static func disposition(
        of occasion: Occasion, _ state: OrderState, _ context: DecisionContext, isFirst: Bool
    ) -> Disposition {
        for reason in SuppressionReason.allCases
        where applies(to: occasion.kind, reason) && isSuppressed(reason, occasion, state, context, isFirst: isFirst) {
            return .suppressed(reason)
        }
        if isDelegated(occasion, context, isFirst: isFirst) { return .delegated }
        // Payment exceptions are never held: they go to an address of configuration (decision table, section 4).
        guard occasion.kind.audience == .customer else { return .pending }
        for reason in HoldReason.allCases where isHeld(reason, occasion, state, context) { return .held(reason) }
        return .pending
    }

    /// Whether the frontend is to send it. One that is held is herald's already: its task, or fallen back to it, and falls back
    /// no second time.
    private static func isDelegated(_ occasion: Occasion, _ context: DecisionContext, isFirst: Bool) -> Bool {
        isFirst && occasion.kind == .customer(.orderConfirmation) && context.policy.orderConfirmationOwner == .frontend
    }

    static func applies(to kind: Kind, _ reason: SuppressionReason) -> Bool {
        kind.audience == .customer || SuppressionReason.ofPaymentExceptions.contains(reason)
    }

    static func isSuppressed(
        _ reason: SuppressionReason, _ occasion: Occasion, _ state: OrderState, _ context: DecisionContext,
        isFirst: Bool
    ) -> Bool {
        let policy = context.policy
        switch reason {
        // What was true of the message when the fact arrived is not asked again of a hold.
        case .historicalImport: return isFirst && context.isHistorical
        case .beforeActivation: return isFirst && context.position < context.activation[occasion.kind] ?? 0
        case .testOrder: return state.facts.testOrder
        case .superseded:
            return isFirst ? occasion.isSuperseded : occasion.kind.rules.isOvertaken(occasion, state, policy)
        case .expired:
            let age = context.decidedAt.microseconds.subtractingReportingOverflow(occasion.occurredAt.microseconds)
            return !age.overflow && age.partialValue > Int64(policy.maxAge) * 1_000_000
        case .kindDisabled: return policy.disabledKinds.contains(occasion.kind)
        case .recipientSuppressed: return policy.suppresses(addressing(occasion, state, policy))
        case .orderMuted: return policy.mutedOrders.contains(state.orderID)
        case .sandbox: return policy.isSandbox
        case .dismissed: return false  // only by a person
        case .childOrder, .storeTransfer, .collectedInStore, .nothingShipped, .partlyShipped:
            return occasion.kind.rules.isSuppressed(reason, occasion, state, policy)
        }
    }

    private static func isHeld(
        _ reason: HoldReason, _ occasion: Occasion, _ state: OrderState, _ context: DecisionContext
    ) -> Bool {
        switch reason {
        case .waitingForOrder: !state.isPlaced
        case .unknownRefundType, .missingReturnID: occasion.kind.rules.isHeld(reason, occasion, state)
        case .noRecipient:
            !context.policy.finds(addressing(occasion, state, context.policy))
        case .orderLane, .channelPaused, .templateError: false  // decided at dispatch
        }
    }

    private static func addressing(_ occasion: Occasion, _ state: OrderState, _ policy: ChannelPolicy) -> Addressing {
        switch occasion.kind {
        case .customer(let kind):
            .customer(kind, state.contact(for: occasion.kind, shipmentID: occasion.subject.shipmentID))
        case .customerService(let kind): .customerService(kind, policy.customerService)
        }
    }

    private static func communication(
        _ occasion: Occasion, _ state: OrderState, _ context: DecisionContext, _ disposition: Disposition
    ) -> Communication {
        let key = CommunicationKey.text(occasion, salesChannel: state.salesChannel, orderID: state.orderID)
        let policy = context.policy
        let refund = occasion.subject.refundID.flatMap { state.refund($0) }
        let addressing =
            context.capturesFacts ? addressing(occasion, state, policy) : Addressing(nobodyAbout: occasion.kind)
        let facts = context.capturesFacts ? facts(of: occasion, state, policy) : []
        let due: Int? =
            switch disposition {
            case .held: policy.holdDeadline
            case .delegated: policy.fallbackAfter
            case .suppressed, .pending: nil
            }
        return Communication(
            id: CommunicationKey.id(of: key), key: key, addressing: addressing, salesChannel: state.salesChannel,
            orderID: state.orderID, subject: occasion.subject, occurrence: occasion.occurrence,
            refundType: refund?.type, refundTypeSource: refund?.typeSource,
            returnLinkSource: refund?.type == .return ? refund?.returnLinkSource : nil,
            disposition: disposition, shard: context.shard, position: context.position, messageID: context.messageID,
            occurredAt: occasion.occurredAt, decidedAt: context.decidedAt,
            locale: state.language.value ?? policy.locale, facts: facts,
            dueAt: due.map { Timestamp(microseconds: context.decidedAt.microseconds + Int64($0) * 1_000_000) },
            deliveries: context.capturesFacts && (disposition == .pending || disposition == .delegated)
                ? policy.deliveries(of: addressing) : [])
    }

    private static func facts(of occasion: Occasion, _ state: OrderState, _ policy: ChannelPolicy) -> [UInt8] {
        var facts = JSONWriter(reservingCapacity: 1024)
        facts.object { facts in occasion.kind.rules.writeFacts(occasion, state, policy, to: &facts) }
        return facts.bytes
    }
}

extension Communication {
    /// The occasion that this communication was decided for; what may have been learnt since is read from the state.
    func occasion(in state: OrderState) -> Occasion {
        var subject = subject
        if let refund = subject.refundID.flatMap({ state.refund($0) }) {
            subject.returnID = state.returnID(of: refund)
            subject.lines = state.refundedLines(of: refund)
        }
        // A confirmation that waited speaks of the lines known when it is released.
        if kind == .customer(.orderConfirmation) || kind == .customer(.orderCancellation) {
            subject.lines = state.goodsLines
        }
        // That a line is the shipping charge may be known only since the order is.
        if kind == .customer(.shipmentConfirmation) { subject.lines.removeAll { state.line($0)?.isShipping == true } }
        return Occasion(kind: kind, subject: subject, occurrence: occurrence, occurredAt: occurredAt)
    }
}
