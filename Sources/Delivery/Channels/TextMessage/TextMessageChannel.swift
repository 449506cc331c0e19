public import Communications
public import Curl
import FoundationEssentials
import Postgres

/// The settings of a ``TextMessageChannel``.
public struct TextMessageOptions: Sendable {
    /// Where the provider's interface begins, such as `https://api.twilio.com`.
    public var url: String
    /// The account that messages are sent from.
    public var account: String
    public var credentials: Credentials
    /// A number, a sender's name, or the id of a messaging service (`MG…`).
    public var sender: String
    /// Longer texts are cut. Default 3.
    public var maximumSegments: Int
    public var allowsPlainText: Bool
    /// How long `Retry-After` may put a message off at most. Default 1 hour.
    public var retryAfterLimit: Duration

    public init(
        url: String, account: String, credentials: Credentials, sender: String, maximumSegments: Int = 3,
        allowsPlainText: Bool = false, retryAfterLimit: Duration = .seconds(3_600)
    ) {
        self.url = url
        self.account = account
        self.credentials = credentials
        self.sender = sender
        self.maximumSegments = maximumSegments
        self.allowsPlainText = allowsPlainText
        self.retryAfterLimit = retryAfterLimit
    }
}

/// Sends text messages through an HTTP interface like Twilio's (`POST /2010-04-01/Accounts/{account}/Messages.json`).
///
/// The provider knows no repetitions: after an ambiguous outcome a customer may get a message twice.
public struct TextMessageChannel: DeliveryChannel {
    public let name: String
    public var reach: ChannelReach { .phone }
    public var maximumSends: Int? { client.maximumRunning }
    private let options: TextMessageOptions
    private let client: CurlClient

    /// - Parameters:
    ///   - options: see there.
    ///   - client: makes the requests.
    ///   - name: what policies call the channel.
    public init(_ options: TextMessageOptions, client: CurlClient, name: String = "text_message") {
        self.options = options
        self.client = client
        self.name = name
    }

    /// Whether a sender is the id of a messaging service; names may begin likewise.
    private static func isService(_ sender: String) -> Bool {
        sender.utf8.count == 34 && sender.hasPrefix("MG") && sender.dropFirst(2).allSatisfy(\.isHexDigit)
    }

    public func send(_ message: OutgoingMessage) async -> SendOutcome {
        guard let number = PhoneNumber(message.envelope.recipient.address) else {
            return .permanent(class: "recipient", text: "the recipient is no telephone number with its country")
        }
        let content = message.content
        // Rendered before there were texts for telephones: the subject says what it is about.
        let line = content.textMessage.isEmpty ? content.subject : content.textMessage
        let text = MessageSegments.fitting(line, into: options.maximumSegments)
        let isService = TextMessageChannel.isService(options.sender)
        let form = FormBody([
            ("To", "\(number)"), (isService ? "MessagingServiceSid" : "From", options.sender), ("Body", text),
        ])
        let request = HTTPPost(
            url: "\(options.url)/2010-04-01/Accounts/\(options.account)/Messages.json",
            headers: [
                ("content-type", "application/x-www-form-urlencoded"), ("user-agent", "herald"),
                ("idempotency-key", message.id.description),
            ], body: form.bytes, credentials: options.credentials, allowsPlainText: options.allowsPlainText,
            usesOwnConnection: true)
        do throws(TransferFailure) {
            let answer = try await client.post(request)
            let note = ProviderAnswer(answer.body)
            switch answer.status {
            // About this installation's access and not about the message: somebody will correct it.
            case 401, 403: return .temporary(class: "authentication", text: "HTTP \(answer.status)\(note.text)")
            default:
                let segments = MessageSegments(text).count
                return SendOutcome(
                    answer, now: Int64(Date().timeIntervalSince1970), retryLimit: options.retryAfterLimit,
                    note: "\(segments) \(segments == 1 ? "segment" : "segments")\(note.text)")
            }
        } catch {
            return SendOutcome(error)
        }
    }
}
