public import Communications

/// A way on which messages leave: the mailbox folder, SMTP, a webhook, text messages.
///
/// A channel is one file beside this one, and its place in the list given to ``DeliveryWorker``. Sending must be safe to
/// repeat with the same ``OutgoingMessage/id``: after a crash the same message is handed over once more.
public protocol DeliveryChannel: Sendable {
    /// The name that policies and delivery rows use, such as `mailbox`.
    var name: String { get }

    /// What an address of this channel is.
    var reach: ChannelReach { get }

    /// How many messages it sends at a time; more wait before their time begins. nil: any number.
    var maximumSends: Int? { get }

    /// Whether people of customer service read it, so that it may also carry what is about no single communication.
    var takesNotices: Bool { get }

    /// Sends one message to one recipient. Returns within ``DeliveryOptions/sendTimeout`` once its task is cancelled.
    func send(_ message: OutgoingMessage) async -> SendOutcome
}

extension DeliveryChannel {
    public var reach: ChannelReach { .email }
    public var maximumSends: Int? { nil }
    public var takesNotices: Bool { if case .email = reach { true } else { false } }
}

/// What became of one attempt.
public enum SendOutcome: Hashable, Sendable {
    /// The other side took responsibility; with what it answered.
    case sent(response: String)
    /// It may work later, and not before `retryAfter` where the other side asked for that. `class` is a short code for
    /// statistics; `text` is for people. Neither has personal data.
    case temporary(class: String, text: String, retryAfter: Duration? = nil)
    /// It will never work.
    case permanent(class: String, text: String)
    /// Nobody knows whether the other side has it, such as a connection lost after the data: tried again, same id.
    case ambiguous(class: String, text: String)

    /// The outcome's name in `delivery_attempt.outcome`.
    public var name: String {
        switch self {
        case .sent: "sent"
        case .temporary: "temporary"
        case .permanent: "permanent"
        case .ambiguous: "ambiguous"
        }
    }

    /// The class of an error; nil when sent.
    public var errorClass: String? {
        switch self {
        case .sent: nil
        case .temporary(let code, _, _), .permanent(let code, _), .ambiguous(let code, _): code
        }
    }

    /// What the other side answered, or what went wrong.
    public var text: String {
        switch self {
        case .sent(let text), .temporary(_, let text, _), .permanent(_, let text), .ambiguous(_, let text): text
        }
    }
}
