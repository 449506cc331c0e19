public import Communications
import Postgres

extension StoredCommunication {
    /// A decision as it would be read back, without deliveries; nil if its id is no UUID.
    public init?(_ decided: Communication) {
        guard let id = PostgresUUID(decided.id) else { return nil }
        var contact: CustomerContact?
        if case .customer(_, let known) = decided.addressing { contact = known }
        self.init(
            shard: decided.shard, id: id, key: decided.key, kindName: decided.kind.name,
            audience: decided.kind.audience, salesChannel: decided.salesChannel, orderID: decided.orderID,
            subject: decided.subject, occurrence: decided.occurrence, refundType: decided.refundType,
            refundTypeSource: decided.refundTypeSource, returnLinkSource: decided.returnLinkSource,
            status: decided.disposition.status, reason: decided.disposition.reason, detail: decided.disposition.text,
            position: decided.position, messageID: decided.messageID, occurredAt: decided.occurredAt,
            decidedAt: decided.decidedAt, dueAt: decided.dueAt, locale: decided.locale,
            recipient: Recipient(
                name: contact?.name, email: contact?.email, phone: contact?.phone, source: contact?.source),
            facts: decided.facts)
    }
}
