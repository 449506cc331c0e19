import Communications
import Curl
import Delivery
import HeraldTesting
import InternetAddresses
import OMSMessages
import Postgres
import Projection

extension CurlOptions {
    /// Addresses of this machine may be reached, and nothing takes long.
    static func local(authority: String? = nil, timeout: Duration = .seconds(20)) -> CurlOptions {
        CurlOptions(
            timeout: timeout, authorities: authority,
            reach: .publicOr([IPNetwork("127.0.0.0/8")!, IPNetwork("::1")!]))
    }
}

extension OutgoingMessage {
    /// A communication as the outbox hands it over.
    static func about(
        _ kind: Kind, to recipient: String, over reach: ChannelReach, _ order: Shop.Order = Shop.Order()
    ) throws -> OutgoingMessage {
        let communication = try Story.about(kind, order).1
        let stored = communication.stored
        let content = try TemplateRenderer(Workbench.templates, policy: { _ in ChannelPolicy() }).render(stored)
        var json = JSONWriter()
        stored.write(to: &json, recipient: false)
        let email = EmailMessage(
            from: EmailMessage.Mailbox(name: "North Quay", address: EmailAddress("shop@northquay.example")!),
            to: [EmailMessage.Mailbox(address: EmailAddress("mirela@mail.example")!)], subject: content.subject,
            date: Timestamp(microseconds: 1_771_513_200_000_000),
            messageID: MessageID(unique: communication.id, host: "northquay.example"), text: content.text,
            html: content.html)
        return OutgoingMessage(
            id: communication.uuid,
            envelope: try Envelope(
                communication.addressing, to: recipient, over: reach,
                from: Envelope.Sender(name: "North Quay", address: "shop@northquay.example")),
            content: content, eml: email.rendered(), json: json.bytes, day: "2026-02-19")
    }
}
