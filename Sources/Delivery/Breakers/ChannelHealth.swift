/// What one attempt says of its channel as a whole, whatever became of the message.
enum ChannelHealth: Hashable, Sendable {
    /// The other side answers.
    case working
    /// Nothing of this kind would have got through.
    case failing(class: String, text: String)
    /// The other side wants nothing more.
    case gone(class: String, text: String)
    /// Nothing: the other side was not asked, or it spoke of the message alone.
    case unknown
}

extension SendOutcome {
    /// The class of an outcome that switches an endpoint off.
    static let goneClass = "endpoint_disabled"

    /// The one table of which failures are the channel's and which the message's. A class that is not here, such as one of a
    /// channel that others wrote, says nothing of the channel.
    var health: ChannelHealth {
        switch self {
        case .sent: return .working
        case .permanent(let code, let text):
            if code == Self.goneClass { return .gone(class: code, text: text) }
            // It was refused by the other side, which therefore works. Other lasting failures are found before it is asked.
            return code.hasPrefix("http_") || code.hasPrefix("smtp_") ? .working : .unknown
        case .temporary(let code, let text, _), .ambiguous(let code, let text):
            return Self.isOfChannel(code) ? .failing(class: code, text: text) : .unknown
        }
    }

    private static func isOfChannel(_ code: String) -> Bool {
        if code.hasPrefix("http_") {
            // 409 and 425 are about this request at this time; a redirect and all other temporary ones about the URL.
            return code != "http_409" && code != "http_425"
        }
        if code.hasPrefix("smtp_") {
            // Of the 4yz, 450 to 452 may be about one mailbox; 5yz are temporary only where they are about the access.
            return !["smtp_450", "smtp_451", "smtp_452"].contains(code)
        }
        return channelClasses.contains(code)
    }

    private static let channelClasses: Set<String> = [
        "name_resolution", "address_refused", "connection", "tls", "authentication", "timeout", "connection_lost",
        "file",
    ]
}
