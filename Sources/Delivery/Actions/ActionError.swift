public import Communications
public import Postgres

/// Why an action on a communication was refused; nothing was changed.
public enum ActionError: Error, Hashable, Sendable {
    case notFound(PostgresUUID)
    /// No communication of that kind of that order waits for an acknowledgement.
    case nothingToAcknowledge(salesChannel: String, orderID: String, kind: String)
    /// The communication stands where the action makes no sense.
    case impossible(CommunicationAction, status: CommunicationStatus)
    /// The address is none that mail can be sent to.
    case invalidAddress
    /// A payment exception goes to the configured customer-service addresses alone.
    case notADesk
    /// No configured channel finds an address.
    case noRecipient
    /// The address is on the list of those that get no mail.
    case recipientSuppressed
    /// The sales channel is a sandbox; nothing leaves it.
    case sandbox
    /// The guard at dispatch would stop it: it would tell old news, or the order is a test.
    case overtaken(SuppressionReason)
    /// It was never complete enough to be told.
    case incomplete(HoldReason)
    /// The order's state, which the guard needs, cannot be read.
    case orderUnreadable
    /// The same idempotency key was used for another action on this communication.
    case keyOfOtherAction(CommunicationAction)
    /// The same idempotency key was used for this action with another body.
    case keyOfOtherRequest
    /// A newer program recorded this kind.
    case unknownKind(String)
}

extension ActionError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .notFound(let id): "there is no communication \(id); 'herald communications' lists them"
        case .nothingToAcknowledge(let channel, let order, let kind):
            "no \(kind) of order \(order) in \(channel) waits for an acknowledgement"
        case .impossible(let action, let status):
            "a communication that is \(status.rawValue) cannot be \(action.participle); \(action.requirement)"
        case .invalidAddress: "the address is not a valid e-mail address; give one such as name@example.com"
        case .notADesk:
            "payment exceptions go to the customer-service addresses of the sales channel's policy alone; name one of those"
        case .noRecipient: "no configured channel finds an address; name one"
        case .recipientSuppressed: "the address is on the list of recipients that get no mail"
        case .sandbox: "the sales channel is a sandbox; nothing is sent from it"
        case .overtaken(let reason): "it must not be sent any more (\(reason.rawValue)): \(reason.text)"
        case .incomplete(let reason):
            "what it would say was not known when it was decided (\(reason.rawValue)), and is not guessed: \(reason.text)"
        case .orderUnreadable:
            "the state of the order cannot be read, so nobody can tell whether it still holds; run 'herald replay --order'"
        case .keyOfOtherAction(let action):
            "the idempotency key was already used to \(action.rawValue) this communication; use a new key"
        case .keyOfOtherRequest:
            "the idempotency key was already used for this action with another body; repeat that body, or use a new key"
        case .unknownKind(let kind): "this program does not know the kind '\(kind)'; update herald"
        }
    }
}
