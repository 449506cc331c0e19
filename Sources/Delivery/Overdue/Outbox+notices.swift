import Communications
import InternetAddresses
import Logging
import OMSMessages
import Postgres
import Projection
import Schema

extension Outbox {
    /// Raises holds past their deadline to customer service, once each; they stay listed as needing attention.
    ///
    /// One notice tells of all holds of a sales channel, over the channels on which its payment exceptions leave. Where a
    /// sales channel has no desk, it is the log, the lists and the metrics that tell. What the other side does not take is
    /// told again when the claim has run out.
    /// - Returns: how many were raised.
    func raiseOverdueHolds() async throws -> Int {
        let claim: Parameters = [Int32(options.batchSize), options.claimTimeout.inSeconds]
        let holds = try await pool.transaction { connection in
            try connection.query(SQL.claimOverdueHolds, claim).map { try StoredCommunication($0) }
        }
        var raised = 0
        for (salesChannel, holds) in Dictionary(grouping: holds, by: \.salesChannel).sorted(by: { $0.key < $1.key }) {
            let holds = holds.sorted { ($0.dueAt ?? $0.decidedAt, $0.id) < ($1.dueAt ?? $1.decidedAt, $1.id) }
            guard await isTold(of: holds, policy(salesChannel)) else { continue }
            raised += try await markRaised(holds)
        }
        return raised
    }

    private func markRaised(_ holds: [StoredCommunication]) async throws -> Int {
        var keys = Parameters()
        keys.append(array: holds.map(\.shard))
        keys.append(array: holds.map(\.orderID))
        keys.append(array: holds.map(\.id))
        let bound = keys
        let count = try await pool.transaction { try $0.query(SQL.markRaised, bound).count }
        for hold in holds {
            logger.warning(
                "a held communication is past its deadline and needs attention",
                metadata: ["id": "\(hold.id)", "kind": "\(hold.kindName)", "reason": "\(hold.reason ?? "")"])
        }
        return count
    }

    /// Sends the notice to every desk and chat of a sales channel.
    /// - Returns: false where somebody should be told and nobody could be for now.
    private func isTold(of holds: [StoredCommunication], _ policy: ChannelPolicy) async -> Bool {
        guard let notice = HoldNotice(holds, shop: policy.shop) else { return true }
        var isPutOff = false
        var isTaken = false
        for (channel, envelope) in desks(policy) {
            switch await send(message(notice, envelope, policy), over: channel) {
            // Whoever may have it is not told twice.
            case .sent, .ambiguous: isTaken = true
            case .permanent(let code, let text):
                logger.error(
                    "customer service cannot be told of overdue holds",
                    metadata: ["channel": "\(channel.name)", "class": "\(code)", "answer": "\(text)"])
            case .temporary(let code, _, _):
                isPutOff = true
                logger.warning(
                    "customer service is told of overdue holds later",
                    metadata: ["channel": "\(channel.name)", "class": "\(code)"])
            }
        }
        return isTaken || !isPutOff
    }

    private func desks(_ policy: ChannelPolicy) -> [(any DeliveryChannel, Envelope)] {
        let sender = Envelope.Sender(name: policy.shop.name, address: policy.shop.fromAddress)
        var names: [String] = []
        for kind in CustomerServiceKind.allCases {
            for name in policy.deliveryChannels(for: .customerService(kind)) where !names.contains(name) {
                names.append(name)
            }
        }
        var all: [(any DeliveryChannel, Envelope)] = []
        for channel in names.compactMap({ channels[$0] }) where channel.takesNotices {
            switch channel.reach {
            case .email: all += policy.customerService.map { (channel, Envelope(desk: $0, from: sender)) }
            case .endpoints(let rooms): all += rooms.map { (channel, Envelope(endpoint: $0, from: sender)) }
            case .phone: break
            }
        }
        return all
    }

    private func message(_ notice: HoldNotice, _ envelope: Envelope, _ policy: ChannelPolicy) -> OutgoingMessage {
        let sender = EmailAddress(policy.shop.fromAddress) ?? .fallbackSender
        let mail = EmailMessage(
            from: EmailMessage.Mailbox(name: policy.shop.name, address: sender),
            to: EmailAddress(envelope.recipient.address).map { [EmailMessage.Mailbox(address: $0)] } ?? [],
            subject: notice.subject, date: .now,
            messageID: MessageID(unique: notice.id.description, host: options.messageIDHost ?? sender.domain),
            text: notice.text, html: notice.html)
        return OutgoingMessage(
            id: notice.id, envelope: envelope,
            content: RenderedContent(subject: notice.subject, text: notice.text, html: notice.html, textMessage: ""),
            eml: mail.rendered(), json: notice.json, day: Timestamp.now.dayUTC)
    }
}
