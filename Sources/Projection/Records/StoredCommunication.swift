public import Communications
public import OMSMessages
public import OrderModel
public import Postgres

/// A row of `communication`: the decision, and where it stands.
public struct StoredCommunication: Hashable, Sendable {
    public var shard: Int16
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
    /// The position of the message whose transition it is about.
    public var position: Int64
    public var messageID: String?
    public var occurredAt: Timestamp
    public var decidedAt: Timestamp
    /// When a hold needs attention, or a delegated one becomes ours.
    public var dueAt: Timestamp?
    /// When a hold past its deadline was raised to customer service.
    public var raisedAt: Timestamp?
    public var locale: String
    public var recipient: Recipient
    /// What templates may use: a JSON object.
    public var facts: [UInt8]
    /// The communication that this one repeats on request.
    public var resendOf: PostgresUUID?
    /// Where they were read with it, by channel and recipient.
    public var deliveries: [DeliveryRecord] = []

    public var kind: Kind? { Kind(name: kindName) }

    /// The customer as recorded with the decision: nothing for customer service, and after an erasure.
    public struct Recipient: Hashable, Sendable {
        public var name: String?
        public var email: String?
        public var phone: String?
        /// Nil where no address was found, and where a person named another one.
        public var source: CustomerContact.Source?
    }

    /// How the customer is reached; nil for customer service, and while no address is known.
    public var contact: CustomerContact? {
        guard recipient.email != nil || recipient.phone != nil else { return nil }
        return CustomerContact(
            email: recipient.email, phone: recipient.phone, name: recipient.name,
            source: recipient.source ?? .anyAddress)
    }
}
