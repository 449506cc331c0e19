/// The `return` of `return_management.updated` and `.received`. Source: message reference, section 7.
public struct ReturnMessage: Hashable, Sendable {
    public var orderID: String = ""
    public var salesChannelID: String?
    public var sourceID: String?
    public var user: String?
    /// The return's id; nil for a blind return.
    public var rma: String?
    public var trackingNumber: String?
    public var trackingURL: String?
    public var labelURL: String?
    public var trackingCarrier: String?
    public var originDate: Timestamp?
    /// `status.code`; on some senders `status` is plain text, which counts as the code.
    public var statusCode: Code?
    public var statusName: Code?
    public var statusReasonCode: Code?
    public var statusReasonName: Code?
    public var statusDate: Timestamp?
    public var lines: [Line] = []
    public var customAttributes: [CustomAttribute] = []
    public init() {}

    /// One returned line: one unit or the whole line, the OMS does not say.
    public struct Line: Hashable, Sendable {
        public var lineNumber: Int?
        public var id: String?
        public var sku: String?
        public var reason: String?
        public var reasonDescription: String?
        public var condition: Code?
        public var conditionDescription: String?
        public var status: Code?
        public init() {}
    }
}
