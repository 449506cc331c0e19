import Communications
import OMSMessages
import OrderModel
import Postgres
import Projection

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
            locale: locale, facts: facts, dueAt: dueAt, deliveries: policy.deliveries(of: addressing(kind, policy)))
    }

    /// The kind together with whom it may go to.
    func addressing(_ kind: Kind, _ policy: ChannelPolicy) -> Addressing {
        switch kind {
        case .customer(let kind): .customer(kind, contact)
        case .customerService(let kind): .customerService(kind, policy.customerService)
        }
    }
}
