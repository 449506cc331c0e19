/// What the recipient of a delivery channel is.
public enum ChannelReach: Hashable, Sendable {
    /// An e-mail address.
    case email
    /// A telephone number.
    case phone
    /// Fixed places of configuration, by their names, such as the endpoints of webhooks.
    case endpoints([String])
}

/// One communication over one channel to one recipient, before it is a row.
public struct PlannedDelivery: Hashable, Sendable {
    public var channel: String
    public var recipient: String

    public init(channel: String, recipient: String) {
        self.channel = channel
        self.recipient = recipient
    }
}

extension ChannelPolicy {
    /// What the recipient of a delivery channel is; e-mail for one that configuration does not describe.
    public func reach(of channel: String) -> ChannelReach { reaches[channel] ?? .email }

    /// Whom a communication goes to over its kind's channels; nobody where no channel finds an address.
    /// - Parameter channels: those to use; nil: those of the kind.
    public func deliveries(of addressing: Addressing, over channels: [String]? = nil) -> [PlannedDelivery] {
        var deliveries: [PlannedDelivery] = []
        for channel in channels ?? deliveryChannels(for: addressing.kind) {
            for recipient in addressing.recipients(over: reach(of: channel)) {
                let delivery = PlannedDelivery(channel: channel, recipient: recipient)
                if !deliveries.contains(delivery) { deliveries.append(delivery) }
            }
        }
        return deliveries
    }

    /// Whether the customer's address is on the list of those that get nothing.
    /// - Parameter addressing: looked for only where there is such a list.
    func suppresses(_ addressing: @autoclosure () -> Addressing) -> Bool {
        guard !suppressedRecipients.isEmpty, case .customer(_, let contact) = addressing(), let email = contact?.email
        else { return false }
        return suppressedRecipients.contains(email.lowercased())
    }

    /// Whether a communication finds anybody. Where channels of its kind reach people, one of those must: that a webhook
    /// heard of it does not mean that the customer did.
    public func finds(_ addressing: Addressing) -> Bool {
        let channels = deliveryChannels(for: addressing.kind)
        let personal = channels.filter { reach(of: $0).isPersonal }
        return !deliveries(of: addressing, over: personal.isEmpty ? channels : personal).isEmpty
    }
}

extension ChannelReach {
    /// Whether it reaches a person, and not a program.
    fileprivate var isPersonal: Bool {
        switch self {
        case .email, .phone: true
        case .endpoints: false
        }
    }
}

extension Addressing {
    fileprivate func recipients(over reach: ChannelReach) -> [String] {
        switch (reach, self) {
        case (.endpoints(let names), _): names
        case (.email, .customer(_, let contact)): [contact?.email].compactMap(\.self)
        case (.phone, .customer(_, let contact)): [contact?.phone].compactMap(\.self)
        case (.email, .customerService(_, let desks)): desks.map(\.address)
        // A desk has no telephone number.
        case (.phone, .customerService): []
        }
    }
}
