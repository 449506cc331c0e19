public import Communications
import InternetAddresses

/// Who sends and who receives a message.
///
/// Made from ``Communications/Addressing``, which has no place for a customer in a payment exception: what goes to customer
/// service can be addressed to a configured desk and to nobody else, whatever a delivery row says.
public struct Envelope: Hashable, Sendable {
    public let sender: Sender
    public let recipient: Recipient

    /// A recipient, by what they are.
    public enum Recipient: Hashable, Sendable {
        case customer(CustomerKind, address: String, name: String?)
        case desk(CustomerServiceDesk)
        /// A configured endpoint of a channel that reaches no person, such as a webhook.
        case endpoint(String)

        public var address: String {
            switch self {
            case .customer(_, let address, _): address
            case .desk(let desk): desk.address
            case .endpoint(let address): address
            }
        }
    }

    /// The shop in whose name a message goes out.
    public struct Sender: Hashable, Sendable {
        public var name: String
        public var address: String

        public init(name: String, address: String) {
            self.name = name
            self.address = address
        }
    }

    /// - Parameters:
    ///   - addressing: the kind and whom it may go to; for customer service the desks of the policy.
    ///   - recipient: the address of the delivery row.
    ///   - reach: what an address of the channel is.
    /// - Throws: ``EnvelopeError`` if the delivery row names somebody the kind cannot go to.
    public init(
        _ addressing: Addressing, to recipient: String, over reach: ChannelReach, from sender: Sender
    ) throws(EnvelopeError) {
        self.sender = sender
        if case .endpoints(let endpoints) = reach {
            guard endpoints.contains(recipient) else { throw .unknownEndpoint }
            self.recipient = .endpoint(recipient)
            return
        }
        var address = recipient
        if case .email = reach {
            guard let checked = EmailAddress(recipient) else { throw .invalidAddress }
            address = checked.description
        }
        switch addressing {
        case .customer(let kind, let contact):
            self.recipient = .customer(kind, address: address, name: contact?.name)
        case .customerService(_, let desks):
            guard let desk = desks.first(where: { $0.address == recipient }) else { throw .notADesk }
            self.recipient = .desk(desk)
        }
    }
}

extension Envelope {
    /// One for customer service that is about no single communication.
    init(desk: CustomerServiceDesk, from sender: Sender) { (self.sender, recipient) = (sender, .desk(desk)) }

    /// One for a configured endpoint that is about no single communication.
    init(endpoint: String, from sender: Sender) { (self.sender, recipient) = (sender, .endpoint(endpoint)) }
}

/// Why a message cannot be addressed; it names no address.
public enum EnvelopeError: Error, Hashable, Sendable, CustomStringConvertible {
    case notADesk
    case unknownEndpoint
    case invalidAddress
    case unknownKind

    public var description: String {
        switch self {
        case .notADesk:
            "the recipient is not a customer-service address of this sales channel's policy; resend it to one that is"
        case .unknownEndpoint: "the endpoint is not configured any more; resend it to one that is"
        case .invalidAddress: "the recipient is not a valid e-mail address; resend it to one that is"
        case .unknownKind: "this program does not know the kind; update herald"
        }
    }
}
