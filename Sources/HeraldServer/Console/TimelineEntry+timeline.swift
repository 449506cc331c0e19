internal import Communications
internal import Console
internal import OMSMessages
internal import OrderModel
internal import Postgres
internal import Projection

extension TimelineEntry {
    /// The items of a timeline, gathered by message; what a person had done stands for itself.
    /// - Parameters:
    ///   - path: the path of the order's page.
    ///   - asked: the position that was asked for.
    ///   - disclosure: how much may be shown.
    static func entries(
        of timeline: Timeline, path: String, asked: Int64? = nil, _ disclosure: Disclosure
    ) -> [TimelineEntry] {
        var entries: [TimelineEntry] = []
        var position: Int64?
        for item in timeline.items {
            switch item.content {
            case .message(let method, let messageID, let isHistorical, let note):
                var entry = TimelineEntry(anchor: "m\(item.position)", heading: shortName(method), at: Moment(item.at))
                entry.position = String(item.position)
                entry.messagePath = path + "/messages/\(item.position)"
                entry.messageID = messageID
                entry.isHistorical = isHistorical
                entry.note = note?.sentence
                entry.isAsked = item.position == asked
                entries.append(entry)
                position = item.position
            case .transition(let transition): entries[entries.endIndex - 1].add(transition.text)
            case .communication(let communication):
                let card = ToldCard(disclosure.disclosed(communication))
                if item.position == position, communication.resendOf == nil, !entries.isEmpty {
                    entries[entries.endIndex - 1].communications.append(card)
                } else {
                    var entry = TimelineEntry(
                        anchor: "c-\(communication.id)",
                        heading: communication.resendOf == nil ? "Decided" : "Sent again on request",
                        at: Moment(item.at))
                    entry.isByHand = true
                    entry.communications = [card]
                    entries.append(entry)
                    position = nil
                }
            case .decision(let communication):
                guard !entries.isEmpty else { continue }
                entries[entries.endIndex - 1].communications.append(ToldCard(communication))
            }
        }
        return entries
    }

    private mutating func add(_ text: String) {
        if transitions == nil { transitions = Transitions(text) } else { transitions?.texts.append(text) }
    }

    /// `magento.sales.order_management.updated` → `order_management.updated`.
    static func shortName(_ method: String) -> String {
        method.isEmpty ? "unreadable message" : method.split(separator: ".").suffix(2).joined(separator: ".")
    }
}

extension ToldCard {
    init(_ communication: StoredCommunication) {
        self.init(
            path: PagePath.communication(communication.id.description),
            kind: CommunicationRow.name(communication.kindName), status: Chip(communication.status),
            isForCustomerService: communication.audience == .customerService,
            reason: communication.status == .sent ? nil : communication.detail ?? communication.reason)
        deliveries = communication.deliveries.map { DeliveryLine($0) }
    }

    /// As it had been decided at the moment asked for.
    init(_ communication: Communication) {
        self.init(
            path: nil, kind: CommunicationRow.name(communication.kind.name),
            status: Chip(communication.disposition.status),
            isForCustomerService: communication.kind.audience == .customerService,
            reason: communication.disposition.text)
    }
}

extension DeliveryLine {
    init(_ delivery: DeliveryRecord) {
        self.init(
            channel: delivery.channel, recipient: delivery.recipient, status: Chip(delivery.status),
            reason: delivery.status == .sent ? nil : delivery.reason,
            at: (delivery.finishedAt ?? (delivery.status == .pending ? delivery.nextAttemptAt : nil)).map { Moment($0) }
        )
    }
}
