import Communications
import InternetAddresses
import OMSMessages
import Postgres
import Projection

/// Makes of a communication what its deliveries need: texts, the whole e-mail, the JSON, and the envelope of each message.
struct MessageRendering: Sendable {
    /// By name.
    let channels: [String: any DeliveryChannel]
    let renderer: any ContentRenderer
    /// The settings of a sales channel.
    let policy: @Sendable (String) -> ChannelPolicy
    /// The right side of every Message-ID; nil: the domain of the sender.
    let messageIDHost: String?

    /// The parts of a communication that its deliveries need.
    /// - Parameters:
    ///   - envelope: whom alone the e-mail names; nil: everybody it goes to.
    ///   - isTest: whether it is marked as a sample.
    func render(
        _ entry: ClaimedCommunication, to envelope: Envelope? = nil, at now: Timestamp, isTest: Bool = false
    ) throws -> [ContentPart: [UInt8]] {
        let hasMail = goesByMail(entry) || isTest
        var content = try renderer.render(entry.communication, withHTML: hasMail)
        if isTest { content.markAsTest() }
        var json = JSONWriter(reservingCapacity: 8_192)
        var communication = entry.communication
        communication.deliveries = entry.deliveries.map { delivery in
            DeliveryRecord(
                sending: delivery.communicationID, over: delivery.channel, to: delivery.recipient,
                attempts: delivery.tries, createdAt: delivery.createdAt)
        }
        communication.write(to: &json, recipient: false) { json in
            if isTest { json.member("test", true) }
            json.member(
                "rendered",
                object: { json in
                    json.member("subject", content.subject)
                    json.member("text", content.text)
                    json.member("text_message", content.textMessage)
                })
        }
        var parts: [ContentPart: [UInt8]] = [
            .subject: Array(content.subject.utf8), .text: Array(content.text.utf8),
            .textMessage: Array(content.textMessage.utf8), .json: json.bytes,
        ]
        if hasMail {
            parts[.html] = Array(content.html.utf8)
            parts[.eml] = email(entry, content, to: envelope, at: now).rendered()
        }
        return parts
    }

    /// Whether all that its deliveries need is rendered.
    func isComplete(_ entry: ClaimedCommunication) -> Bool {
        entry.content.keys.contains(.json) && (entry.content.keys.contains(.eml) || !goesByMail(entry))
    }

    /// Whether somebody gets it as a mail. What only programs and telephones get has no HTML.
    private func goesByMail(_ entry: ClaimedCommunication) -> Bool {
        entry.recipients.contains { recipient in
            if case .email = channels[recipient.channel]?.reach { true } else { false }
        }
    }

    /// The e-mail of a communication. Whom it names comes from envelopes, which know no customer for customer service.
    private func email(
        _ entry: ClaimedCommunication, _ content: RenderedContent, to only: Envelope?, at now: Timestamp
    ) -> EmailMessage {
        let communication = entry.communication
        let policy = policy(communication.salesChannel)
        let sender = EmailAddress(policy.shop.fromAddress) ?? .fallbackSender
        let host = messageIDHost ?? sender.domain
        let to = entry.recipients.compactMap { recipient -> EmailMessage.Mailbox? in
            guard let channel = channels[recipient.channel], case .email = channel.reach,
                let envelope = only ?? (try? envelope(communication, to: recipient.address, over: channel)),
                let address = EmailAddress(envelope.recipient.address)
            else { return nil }
            guard case .customer(_, _, let name) = envelope.recipient else {
                return EmailMessage.Mailbox(address: address)
            }
            return EmailMessage.Mailbox(name: name, address: address)
        }
        var references =
            policy.mail.threadsByOrder ? [MessageID(unique: communication.threadID, host: host)] : []
        if let original = communication.resendOf {
            references.append(MessageID(unique: original.description, host: host))
        }
        return EmailMessage(
            from: EmailMessage.Mailbox(name: policy.shop.name, address: sender),
            to: to.reduce(into: []) { list, mailbox in
                if !list.contains(where: { $0.address == mailbox.address }) { list.append(mailbox) }
            }, replyTo: policy.mail.replyTo.flatMap { EmailAddress($0) }.map { EmailMessage.Mailbox(address: $0) },
            subject: content.subject, date: now,
            messageID: MessageID(unique: communication.id.description, host: host), references: references,
            text: content.text, html: content.html)
    }

    func envelope(
        _ communication: StoredCommunication, to recipient: String, over channel: any DeliveryChannel
    ) throws(EnvelopeError) -> Envelope {
        let policy = policy(communication.salesChannel)
        guard let kind = communication.kind else { throw .unknownKind }
        return try Envelope(
            communication.addressing(kind, policy), to: recipient, over: channel.reach,
            from: Envelope.Sender(name: policy.shop.name, address: policy.shop.fromAddress))
    }

    func message(
        _ entry: ClaimedCommunication, _ delivery: ClaimedDelivery, _ envelope: Envelope
    ) -> OutgoingMessage {
        func text(_ part: ContentPart) -> String { String(decoding: entry.content[part] ?? [], as: UTF8.self) }
        return OutgoingMessage(
            id: delivery.communicationID, envelope: envelope,
            content: RenderedContent(
                subject: text(.subject), text: text(.text), html: text(.html), textMessage: text(.textMessage)),
            eml: entry.content[.eml] ?? [], json: entry.content[.json] ?? [], day: delivery.createdAt.dayUTC)
    }
}

extension RenderedContent {
    /// Nobody should take a sample for the truth.
    fileprivate mutating func markAsTest() {
        subject = "[Test] " + subject
        textMessage = "[Test] " + textMessage
    }
}

extension StoredCommunication {
    /// The id that stands at the root of the order's thread of mails, derived from the order's key.
    var threadID: String {
        var json = JSONWriter()
        json.array { json in
            json.value("order")
            json.value(salesChannel)
            json.value(orderID)
        }
        return CommunicationKey.id(of: json.text)
    }
}

extension EmailAddress {
    /// Stands in for a sender that configuration spelled wrongly.
    static let fallbackSender = EmailAddress(local: "herald", domain: "localhost")
}
