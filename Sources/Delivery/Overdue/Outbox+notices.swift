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
    /// sales channel has no desk, it is the log, the lists and the metrics that tell. What nobody takes is told again when
    /// the claim has run out.
    /// - Returns: how many were raised.
    func raiseOverdueHolds() async throws -> Int {
        let claim: Parameters = [Int32(options.batchSize), claimTime.inSeconds]
        let holds = try await pool.transaction { connection in
            try connection.query(SQL.claimOverdueHolds, claim).map { try StoredCommunication($0) }
        }
        guard !holds.isEmpty else { return 0 }
        let blocked = try await blockedDestinations()
        return try await withThrowingTaskGroup(of: Int.self) { group in
            for (salesChannel, holds) in Dictionary(grouping: holds, by: \.salesChannel) {
                let holds = holds.sorted { ($0.dueAt ?? $0.decidedAt, $0.id) < ($1.dueAt ?? $1.decidedAt, $1.id) }
                group.addTask {
                    guard await isTold(of: holds, policy(salesChannel), blocked) else { return 0 }
                    return try await markRaised(holds)
                }
            }
            return try await group.reduce(0, +)
        }
    }

    private func markRaised(_ holds: [StoredCommunication]) async throws -> Int {
        var keys = Parameters()
        keys.append(array: holds.map(\.shard))
        keys.append(array: holds.map(\.orderID))
        keys.append(array: holds.map(\.id))
        let bound = keys
        let raised = try await keptUp("holds") {
            try await pool.transaction { try $0.query(SQL.markRaised, bound).map { try $0.uuid(0) } }
        }
        for hold in holds where raised.contains(hold.id) {
            logger.warning(
                "a held communication is past its deadline and needs attention",
                metadata: ["id": "\(hold.id)", "kind": "\(hold.kindName)", "reason": "\(hold.reason ?? "")"])
        }
        return raised.count
    }

    /// Channels and endpoints over which nothing leaves now.
    private func blockedDestinations() async throws -> Set<Destination> {
        try await pool.withConnection { connection in
            var blocked: Set<Destination> = []
            for row in try connection.query(SQL.listBreakers) where try !row.bool(2) {
                blocked.insert(Destination(channel: try row.string(0), storedEndpoint: try row.string(1)))
            }
            return blocked
        }
    }

    /// Sends the notice to every desk and chat of a sales channel.
    /// - Returns: whether somebody took it, or may have; also where nobody is to be told.
    private func isTold(
        of holds: [StoredCommunication], _ policy: ChannelPolicy, _ blocked: Set<Destination>
    ) async -> Bool {
        guard let notice = HoldNotice(holds, shop: policy.shop) else { return true }
        let desks = desks(policy)
        guard !desks.isEmpty else { return true }
        return await withTaskGroup(of: Bool.self) { group in
            for (channel, envelope) in desks
            where !blocked.contains(Destination(channel: channel.name))
                && !blocked.contains(channel.destination(of: envelope.recipient.address))
            {
                group.addTask { await isTaken(message(notice, envelope, policy), over: channel) }
            }
            return await group.reduce(false) { $0 || $1 }
        }
    }

    private func isTaken(_ message: OutgoingMessage, over channel: any DeliveryChannel) async -> Bool {
        // As of one worker more.
        let place = SendGate.Place(worker: options.workers, channel: channel.name)
        switch await gate.pass(place, { await send(message, over: channel) }) {
        // Whoever may have it is not told twice.
        case .sent?, .ambiguous?: return true
        case .permanent(let code, let text)?:
            logger.error(
                "customer service cannot be told of overdue holds",
                metadata: ["channel": "\(channel.name)", "class": "\(code)", "answer": "\(text)"])
        case .temporary(let code, _, _)?:
            logger.warning(
                "customer service is told of overdue holds later",
                metadata: ["channel": "\(channel.name)", "class": "\(code)"])
        case nil: break
        }
        return false
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

    /// The e-mail names all desks: it is one, whoever gets it.
    private func message(_ notice: HoldNotice, _ envelope: Envelope, _ policy: ChannelPolicy) -> OutgoingMessage {
        let sender = EmailAddress(policy.shop.fromAddress) ?? .fallbackSender
        let mail = EmailMessage(
            from: EmailMessage.Mailbox(name: policy.shop.name, address: sender),
            to: policy.customerService.compactMap { EmailAddress($0.address) }
                .map { EmailMessage.Mailbox(address: $0) },
            subject: notice.subject, date: .now,
            messageID: MessageID(unique: notice.id.description, host: options.messageIDHost ?? sender.domain),
            text: notice.text, html: notice.html)
        return OutgoingMessage(
            id: notice.id, envelope: envelope,
            content: RenderedContent(subject: notice.subject, text: notice.text, html: notice.html, textMessage: ""),
            eml: mail.rendered(), json: notice.json, day: Timestamp.now.dayUTC)
    }
}
