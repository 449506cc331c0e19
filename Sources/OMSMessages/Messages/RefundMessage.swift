/// The `refund` of `refund_management.updated`. No total and no currency on the wire. Source: message reference, section 8.
public struct RefundMessage: Hashable, Sendable {
    public var orderID: String = ""
    public var client: String?
    /// The sales channel, where given.
    public var salesChannelID: String?
    /// Required by the specification; some senders fill it with the *source*, so it counts only if it is a known channel.
    public var storeID: String?
    /// The identity of the refund.
    public var creditNoteNumber: String?
    public var creditNoteDate: Timestamp?
    public var statusCode: Code?
    public var statusName: Code?
    public var statusReasonCode: Code?
    public var statusReasonName: Code?
    public var statusDate: Timestamp?
    /// `cancellation`, `return` or `appeasement`, in many spellings, or other text.
    public var refundType: Code?
    /// The return behind it.
    public var rma: String?
    public var user: String?
    public var refundReason: String?
    public var lines: [Line] = []
    public var customAttributes: [CustomAttribute] = []
    public init() {}

    /// One refunded line.
    public struct Line: Hashable, Sendable {
        /// `order_line`, the line number, which the wire carries as text.
        public var lineNumber: Int?
        public var lineID: String?
        public var reason: String?
        public var reasonDescription: String?
        public var payments: [Payment] = []
        public init() {}
    }

    /// A part of a line's refund.
    public struct Payment: Hashable, Sendable {
        public var reference: String?
        public var gross: ExactDecimal?
        public var net: ExactDecimal?
        public var tax: ExactDecimal?
        /// Percent, not a fraction.
        public var taxRate: ExactDecimal?
        public var taxes: [Tax] = []
        public var status: Code?
        public var statusName: Code?
        public init() {}
    }
}
