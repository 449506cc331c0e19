internal import Communications
internal import OMSMessages
internal import Postgres
internal import Projection

/// A notification as the OMS knows them: `order_notification` (message reference, section 9).
///
/// Those are communications that reached a customer; payment exceptions and what went to endpoints alone are none.
struct OrderNotification: Hashable, Sendable {
    /// The communication's id.
    var id: String
    var orderID: String
    /// The kind.
    var type: String
    var recipient: String
    var sentOn: Timestamp
    /// Who asked for a repetition; `herald` where nobody had to ask.
    var triggeredBy: String

    /// Nil for a communication that reached no customer.
    init?(sent communication: StoredCommunication, triggeredBy: String, policy: ChannelPolicy) {
        let sent = communication.deliveries.filter { $0.status == .sent && policy.isPersonal($0.channel) }
            .min { ($0.finishedAt ?? $0.createdAt, $0.channel) < ($1.finishedAt ?? $1.createdAt, $1.channel) }
        guard let sent, communication.audience == .customer else { return nil }
        self.init(communication, sent.recipient, at: sent.finishedAt ?? sent.createdAt, triggeredBy)
    }

    /// A repetition that was just asked for: sent on the moment of the request.
    init(requested communication: StoredCommunication, triggeredBy: String, policy: ChannelPolicy) {
        let first = communication.deliveries.first { policy.isPersonal($0.channel) } ?? communication.deliveries.first
        self.init(communication, first?.recipient ?? "", at: communication.decidedAt, triggeredBy)
    }

    private init(
        _ communication: StoredCommunication, _ recipient: String, at time: Timestamp, _ triggeredBy: String
    ) {
        id = communication.id.description
        orderID = communication.orderID
        type = communication.kindName
        self.recipient = recipient
        sentOn = time
        self.triggeredBy = triggeredBy
    }

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("id", id)
            json.member("order_id", orderID)
            json.member("type", type)
            json.member("recipient", recipient)
            json.member("sent_on", sentOn)
            json.member("triggered_by", triggeredBy)
        }
    }
}

extension ChannelPolicy {
    fileprivate func isPersonal(_ channel: String) -> Bool {
        if case .endpoints = reach(of: channel) { false } else { true }
    }
}
