public import Communications
public import Curl
import FoundationEssentials
import Postgres

/// Tells customer service of payment exceptions in a chat: incoming webhooks as Slack has them, and others understand.
public struct ChatChannel: DeliveryChannel {
    public let name: String
    public let reach: ChannelReach
    public var takesNotices: Bool { true }
    public var maximumSends: Int? { client.maximumRunning }
    /// URLs by name; whoever knows one may write there.
    private let rooms: [String: String]
    private let allowsPlainText: Bool
    private let retryAfterLimit: Duration
    private let client: CurlClient

    /// - Parameters:
    ///   - rooms: the URLs of incoming webhooks, by names of configuration.
    ///   - allowsPlainText: whether they may be `http` URLs.
    ///   - retryAfterLimit: how long `Retry-After` may put a message off at most.
    ///   - client: makes the requests.
    ///   - name: what policies call the channel.
    public init(
        rooms: [String: String], allowsPlainText: Bool = false, retryAfterLimit: Duration = .seconds(3_600),
        client: CurlClient, name: String = "chat"
    ) {
        self.name = name
        self.reach = .endpoints(rooms.keys.sorted())
        self.rooms = rooms
        self.allowsPlainText = allowsPlainText
        self.retryAfterLimit = retryAfterLimit
        self.client = client
    }

    public func send(_ message: OutgoingMessage) async -> SendOutcome {
        guard let url = rooms[message.envelope.recipient.address] else {
            return .permanent(class: "unknown_endpoint", text: "\(EnvelopeError.unknownEndpoint)")
        }
        guard let chat = ChatMessage(communication: message.json, subject: message.content.subject) else {
            return .permanent(class: "audience", text: "only what is for customer service goes to a chat")
        }
        let request = HTTPPost(
            url: url,
            headers: [
                ("content-type", "application/json; charset=utf-8"), ("user-agent", "herald"),
                ("idempotency-key", message.id.description),
            ], body: chat.body, allowsPlainText: allowsPlainText, usesOwnConnection: true)
        do throws(TransferFailure) {
            let answer = try await client.post(request)
            // Such as a room that was archived.
            guard answer.status != 410 else { return .isGone(name, message.envelope.recipient.address) }
            return SendOutcome(answer, now: Int64(Date().timeIntervalSince1970), retryLimit: retryAfterLimit)
        } catch {
            return SendOutcome(error)
        }
    }
}

extension ChatChannel: CustomReflectable, CustomStringConvertible {
    public var customMirror: Mirror { Mirror(self, children: ["rooms": rooms.keys.sorted()], displayStyle: .struct) }
    public var description: String { "\(name): \(rooms.keys.sorted())" }
}
