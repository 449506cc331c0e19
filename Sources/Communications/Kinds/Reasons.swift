/// Why a communication is never sent. The order of the cases is the order of precedence (decision table, section 4).
public enum SuppressionReason: String, Hashable, Sendable, CaseIterable {
    case historicalImport = "historical_import"
    case beforeActivation = "before_activation"
    case testOrder = "test_order"
    case superseded
    case expired
    case kindDisabled = "kind_disabled"
    case childOrder = "child_order"
    case storeTransfer = "store_transfer"
    case collectedInStore = "collected_in_store"
    case nothingShipped = "nothing_shipped"
    case partlyShipped = "partly_shipped"
    case recipientSuppressed = "recipient_suppressed"
    case orderMuted = "order_muted"
    case dismissed
    case sandbox

    /// Payment exceptions know only these.
    static let ofPaymentExceptions: Set<SuppressionReason> = [
        .historicalImport, .beforeActivation, .superseded, .expired, .kindDisabled, .dismissed,
    ]

    /// What a person reads.
    public var text: String {
        switch self {
        case .historicalImport: "The message was imported as history; nobody is told about the past."
        case .beforeActivation: "It happened before this kind of communication was activated."
        case .testOrder: "The order is a test order."
        case .superseded: "Something newer was known already, so this would have told old news."
        case .expired: "It happened too long ago to tell anybody now."
        case .kindDisabled: "This kind of communication is switched off for the sales channel."
        case .childOrder: "The order replaces another one (exchange or reshipment); it is not confirmed by itself."
        case .storeTransfer: "The goods were moved to a shop, not sent to the customer."
        case .collectedInStore: "The customer collected the goods in the shop."
        case .nothingShipped: "Nothing was handed to a carrier: all lines are pre-shipped, virtual or services."
        case .partlyShipped: "A part of the order was shipped, so the order as a whole is not cancelled."
        case .recipientSuppressed: "The recipient is on the list of addresses that get no mail."
        case .orderMuted: "Communications of this order are muted."
        case .dismissed: "A person decided not to send it."
        case .sandbox: "The sales channel is a sandbox; nothing leaves it."
        }
    }
}

/// What a communication waits for. The order of the cases is the order of precedence (decision table, section 4).
public enum HoldReason: String, Hashable, Sendable, CaseIterable {
    case waitingForOrder = "waiting_for_order"
    case unknownRefundType = "unknown_refund_type"
    case missingReturnID = "missing_return_id"
    case noRecipient = "no_recipient"
    case orderLane = "order_lane"
    case channelPaused = "channel_paused"
    case templateError = "template_error"

    /// What a person reads.
    public var text: String {
        switch self {
        case .waitingForOrder: "No snapshot of the order has arrived yet, so there is no address."
        case .unknownRefundType: "The refund does not say what it is for, and it cannot be inferred."
        case .missingReturnID: "The refund is for a return, but which one is not known."
        case .noRecipient: "No address of the order reaches the customer over a configured channel."
        case .orderLane: "An earlier communication of this order is not finished."
        case .channelPaused: "The delivery channel is paused."
        case .templateError: "The text could not be rendered."
        }
    }
}

/// Where a communication stands (decision table, section 4).
public enum CommunicationStatus: String, Hashable, Sendable, CaseIterable {
    case held
    case pending
    case sending
    case sent
    case failed
    case suppressed
    case delegated
    case acknowledged
}

/// A status with the reason for it: what the decision came to.
public enum Disposition: Hashable, Sendable {
    case suppressed(SuppressionReason)
    /// The shop's frontend sends it.
    case delegated
    case held(HoldReason)
    /// Ready to be sent.
    case pending

    public var status: CommunicationStatus {
        switch self {
        case .suppressed: .suppressed
        case .delegated: .delegated
        case .held: .held
        case .pending: .pending
        }
    }

    /// The reason code; every status but `sent` has one.
    public var reason: String {
        switch self {
        case .suppressed(let reason): reason.rawValue
        case .delegated: "frontend"
        case .held(let reason): reason.rawValue
        case .pending: "ready"
        }
    }

    /// The reason as a person reads it.
    public var text: String {
        switch self {
        case .suppressed(let reason): reason.text
        case .delegated: "The shop's frontend sends the order confirmation for this sales channel."
        case .held(let reason): reason.text
        case .pending: "Ready to be sent."
        }
    }
}
