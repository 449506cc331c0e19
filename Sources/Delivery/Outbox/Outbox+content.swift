import Communications
import InternetAddresses
import OMSMessages
import OrderModel
import Postgres
import Projection
import Schema

extension Outbox {
    /// Renders what was not rendered before and stores it, so that every try sends the same bytes.
    func prepare(_ claim: inout Claim) async throws {
        let now = Timestamp.now
        var rendered: [Int] = []
        for index in claim.communications.indices
        where claim.communications[index].failure == nil
            && claim.communications[index].content.count < ContentPart.allCases.count
        {
            do {
                claim.communications[index].content = try render(claim.communications[index], at: now)
                rendered.append(index)
            } catch {
                claim.communications[index].failure = .temporary(
                    class: "template_error", text: "the text could not be rendered: \(type(of: error))")
            }
        }
        guard !rendered.isEmpty else { return }
        let communications = claim.communications
        let indices = rendered
        let stored = try await pool.transaction { connection in
            try store(indices.map { communications[$0] }, connection)
        }
        for index in rendered {
            guard let content = stored[claim.communications[index].communication.id] else { continue }
            claim.communications[index].content = content
        }
    }

    /// Stores rendered parts.
    /// - Returns: what is stored, if another worker has been faster.
    private func store(
        _ communications: [ClaimedCommunication], _ connection: isolated Connection
    ) throws -> [PostgresUUID: [ContentPart: [UInt8]]] {
        let parts = communications.flatMap { entry in
            entry.content.sorted { $0.key.rawValue < $1.key.rawValue }.map { (entry.communication, $0.key, $0.value) }
        }
        var parameters = Parameters()
        parameters.append(array: parts.map(\.0.shard))
        parameters.append(array: parts.map(\.0.id))
        parameters.append(array: parts.map(\.1.rawValue))
        parameters.appendBytesArray { builder in
            for part in parts { unsafe part.2.withUnsafeBytes { unsafe builder.append($0) } }
        }
        guard try connection.execute(SQL.storeContent, parameters) < parts.count else { return [:] }
        return try loadContent(communications.map { ($0.communication.shard, $0.communication.id) }, connection)
    }

    private func render(_ entry: ClaimedCommunication, at now: Timestamp) throws -> [ContentPart: [UInt8]] {
        let content = try renderer.render(entry.communication)
        let email = email(entry, content, at: now)
        var json = JSONWriter(reservingCapacity: 8_192)
        var communication = entry.communication
        communication.deliveries = entry.deliveries.map { delivery in
            DeliveryRecord(
                sending: delivery.communicationID, over: delivery.channel, to: delivery.recipient,
                attempts: delivery.tries, createdAt: delivery.createdAt)
        }
        communication.write(to: &json, recipient: false) { json in
            json.member(
                "rendered",
                object: { json in
                    json.member("subject", content.subject)
                    json.member("text", content.text)
                    json.member("html", content.html)
                    json.member("text_message", content.textMessage)
                })
        }
        return [
            .subject: Array(content.subject.utf8), .text: Array(content.text.utf8), .html: Array(content.html.utf8),
            .textMessage: Array(content.textMessage.utf8), .eml: email.rendered(), .json: json.bytes,
        ]
    }

    /// The e-mail of a communication. Whom it names comes from envelopes, which know no customer for customer service.
    private func email(_ entry: ClaimedCommunication, _ content: RenderedContent, at now: Timestamp) -> EmailMessage {
        let communication = entry.communication
        let policy = policy(communication.salesChannel)
        let sender = EmailAddress(policy.shop.fromAddress) ?? .fallbackSender
        let host = options.messageIDHost ?? sender.domain
        let to = entry.recipients.compactMap { recipient -> EmailMessage.Mailbox? in
            guard let channel = channels[recipient.channel], case .email = channel.reach,
                let envelope = try? envelope(communication, to: recipient.address, over: channel),
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
    fileprivate static let fallbackSender = EmailAddress(local: "herald", domain: "localhost")
}
