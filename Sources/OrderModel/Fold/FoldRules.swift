/// The settings that change what messages mean; they come from the policy of a sales channel.
public struct FoldRules: Hashable, Sendable {
    /// An approval answers a request even without an inspection (decision table, rule 6). Default on.
    public var approvedMeansReceived: Bool
    /// Status `CANCELLED` alone means the order is cancelled for good (decision table, rule 4). Default off.
    public var cancelledStatusIsFinal: Bool

    public init(approvedMeansReceived: Bool = true, cancelledStatusIsFinal: Bool = false) {
        self.approvedMeansReceived = approvedMeansReceived
        self.cancelledStatusIsFinal = cancelledStatusIsFinal
    }

    public static let `default` = FoldRules()
}

/// What folding noticed about the message itself: whether something newer was known when it arrived.
public struct FoldReport: Hashable, Sendable {
    /// The snapshot states an order status older than the one held.
    public var isStaleSnapshot = false
    /// The message states a return status older than the one held.
    public var isStaleReturn = false
    /// The message states a refund status older than the one held.
    public var isStaleRefund = false

    public init() {}
}
