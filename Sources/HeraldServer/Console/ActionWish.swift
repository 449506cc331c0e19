internal import Console
internal import Crypto
internal import Delivery
internal import Postgres
internal import Projection

/// What somebody entered to have something done.
struct ActionWish: Sendable {
    static let fields = ["key", "reason", "to"]

    let action: CommunicationAction
    let key: String?
    let reason: String?
    let address: String?
    /// Why it was refused.
    var problem: Problem?

    /// The same for the same wish: a key is good for one.
    var digest: [UInt8] { Array(SHA256.hash(data: Array("\(address ?? "")\n\(reason ?? "")".utf8))) }

    init(_ action: CommunicationAction, _ form: FormFields) {
        self.action = action
        // Of our making, and so never longer; a longer one is none.
        key = form.text("key").flatMap { $0.utf8.count <= 64 ? $0 : nil }
        reason = form.text("reason")
        address = action == .resend ? form.text("to") : nil
    }
}

extension ActionForm {
    /// - Parameter known: how many actions on the communication the page shows.
    init(
        _ action: CommunicationAction, _ stored: StoredCommunication, formToken: String, known: Int,
        refused: ActionWish?
    ) {
        let refused = refused.flatMap { $0.action == action ? $0 : nil }
        self.init(
            name: action.rawValue, path: PagePath.communication(stored.id.description) + "/" + action.rawValue,
            text: action.button, summary: action.summary, formToken: formToken,
            // Sending it twice does it once. Somebody who sees that it was done may do it again.
            key: Hexadecimal.text(TokenText.hash("\(formToken) \(stored.id) \(action.rawValue) \(known)").prefix(16)),
            takesAddress: action == .resend, address: refused?.address ?? "", reason: refused?.reason ?? "",
            isOpen: refused != nil)
    }
}

extension CommunicationAction {
    var button: String {
        switch self {
        case .resend: "Send again"
        case .retry: "Try again"
        case .dismiss: "Dismiss"
        case .acknowledge: "Acknowledge"
        }
    }

    /// What it does, in a sentence.
    var summary: String {
        switch self {
        case .resend: "Sends it once more, as a new communication that names this one."
        case .retry: "Tries the failed deliveries again, from the beginning of the schedule."
        case .dismiss: "Decides not to send it. What was sent already stays sent."
        case .acknowledge: "Says that the shop’s frontend has sent it."
        }
    }

    /// What is said afterwards.
    var done: String {
        switch self {
        case .resend: "This is the new communication; it is on its way."
        case .retry: "The failed deliveries are tried again."
        case .dismiss: "Dismissed: it is not sent."
        case .acknowledge: "Acknowledged: the shop’s frontend has sent it."
        }
    }
}
