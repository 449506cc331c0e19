public import Communications
public import OMSMessages
public import OrderModel
public import Postgres

/// A row of `communication`: the decision, and where it stands.
public struct StoredCommunication: Hashable, Sendable {
    public var id: PostgresUUID
    public var key: String
    /// As stored; ``kind`` is nil when a newer program wrote one that this program does not know.
    public var kindName: String
    public var audience: Audience
    public var salesChannel: String
    public var orderID: String
    public var subject: Subject
    /// The number of the run of errors, from 1; payment exceptions only.
    public var occurrence: Int?
    public var refundType: RefundType?
    public var refundTypeSource: FactSource?
    public var returnLinkSource: FactSource?
    public var status: CommunicationStatus
    /// The reason code; nil only when sent.
    public var reason: String?
    /// The reason as a person reads it.
    public var detail: String?
    public var shard: Int16
    /// The position of the message whose transition it is about.
    public var position: Int64
    public var messageID: String?
    public var occurredAt: Timestamp
    public var decidedAt: Timestamp
    /// When a hold needs attention, or a delegated one becomes ours.
    public var dueAt: Timestamp?
    /// When a hold past its deadline was raised.
    public var raisedAt: Timestamp?
    public var locale: String
    /// How the customer is reached; nil for customer service, and while no address is known.
    public var contact: CustomerContact?
    /// What templates may use: a JSON object.
    public var facts: [UInt8]
    /// The communication that this one repeats on request.
    public var resendOf: PostgresUUID?

    public var kind: Kind? { Kind(name: kindName) }

    public init(
        id: PostgresUUID, key: String, kind: Kind, salesChannel: String, orderID: String, subject: Subject = Subject(),
        occurrence: Int? = nil, refundType: RefundType? = nil, status: CommunicationStatus = .pending,
        reason: String? = nil, shard: Int16 = 0, position: Int64 = 0, messageID: String? = nil, occurredAt: Timestamp,
        decidedAt: Timestamp, locale: String = "en_US", contact: CustomerContact? = nil, facts: [UInt8]
    ) {
        self.id = id
        self.key = key
        kindName = kind.name
        audience = kind.audience
        self.salesChannel = salesChannel
        self.orderID = orderID
        self.subject = subject
        self.occurrence = occurrence
        self.refundType = refundType
        self.status = status
        self.reason = reason
        self.shard = shard
        self.position = position
        self.messageID = messageID
        self.occurredAt = occurredAt
        self.decidedAt = decidedAt
        self.locale = locale
        self.contact = contact
        self.facts = facts
    }
}

extension StoredCommunication {
    /// The decision as the rules know it, for the guard at dispatch; nil for an unknown kind.
    ///
    /// Whom it may go to comes from the row for customers, and from the policy alone for customer service.
    func decision(_ policy: ChannelPolicy) -> Communication? {
        guard let kind else { return nil }
        return Communication(
            id: id.description, key: key, addressing: addressing(kind, policy), salesChannel: salesChannel,
            orderID: orderID, subject: subject, occurrence: occurrence, refundType: refundType,
            refundTypeSource: refundTypeSource, returnLinkSource: returnLinkSource, disposition: .pending,
            shard: shard, position: position, messageID: messageID, occurredAt: occurredAt, decidedAt: decidedAt,
            locale: locale, facts: facts, dueAt: dueAt, deliveryChannels: policy.deliveryChannels(for: kind))
    }

    /// The kind together with whom it may go to.
    func addressing(_ kind: Kind, _ policy: ChannelPolicy) -> Addressing {
        switch kind {
        case .customer(let kind): .customer(kind, contact)
        case .customerService(let kind): .customerService(kind, policy.customerService)
        }
    }
}
