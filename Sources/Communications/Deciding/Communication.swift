public import OMSMessages
public import OrderModel

/// The recorded decision that somebody should, or should not, be told about a transition.
///
/// Exists once for ever, by its key, whatever is replayed, retried or run twice.
public struct Communication: Hashable, Sendable {
    /// The UUIDv5 of the key.
    public var id: String
    /// The business key (decision table, section 3) as JSON text: kind, sales channel, order, and what makes it single.
    public var key: String
    public var addressing: Addressing
    public var salesChannel: String
    public var orderID: String
    public var subject: Subject
    /// The number of the run of errors, from 1; payment exceptions only.
    public var occurrence: Int?
    public var refundType: RefundType?
    public var refundTypeSource: FactSource?
    public var returnLinkSource: FactSource?
    public var disposition: Disposition
    /// The position of the message whose transition it is about.
    public var shard: Int16
    public var position: Int64
    /// The JSON-RPC id of that message.
    public var messageID: String?
    /// When the fact happened.
    public var occurredAt: Timestamp
    /// When this was decided: the receipt of the message that decided it.
    public var decidedAt: Timestamp
    public var locale: String
    /// What templates may use, captured at the decision (for a hold: at its release), as a JSON object.
    public var facts: [UInt8]
    /// When a hold needs attention, or a delegated confirmation falls back to herald; nil for neither.
    public var dueAt: Timestamp?
    /// Over which delivery channels it goes, and to whom; empty unless pending.
    public var deliveries: [PlannedDelivery]

    public var kind: Kind { addressing.kind }

    /// Makes a communication from its parts: a decision, or a stored one read back.
    public init(
        id: String,
        key: String,
        addressing: Addressing,
        salesChannel: String,
        orderID: String,
        subject: Subject,
        occurrence: Int?,
        refundType: RefundType?,
        refundTypeSource: FactSource?,
        returnLinkSource: FactSource?,
        disposition: Disposition,
        shard: Int16,
        position: Int64,
        messageID: String?,
        occurredAt: Timestamp,
        decidedAt: Timestamp,
        locale: String,
        facts: [UInt8],
        dueAt: Timestamp?,
        deliveries: [PlannedDelivery]
    ) {
        self.id = id
        self.key = key
        self.addressing = addressing
        self.salesChannel = salesChannel
        self.orderID = orderID
        self.subject = subject
        self.occurrence = occurrence
        self.refundType = refundType
        self.refundTypeSource = refundTypeSource
        self.returnLinkSource = returnLinkSource
        self.disposition = disposition
        self.shard = shard
        self.position = position
        self.messageID = messageID
        self.occurredAt = occurredAt
        self.decidedAt = decidedAt
        self.locale = locale
        self.facts = facts
        self.dueAt = dueAt
        self.deliveries = deliveries
    }
}
