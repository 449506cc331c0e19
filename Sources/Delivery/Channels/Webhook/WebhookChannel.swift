public import Communications
public import Curl
import FoundationEssentials
import Postgres
import StandardWebhooks

/// Posts communications to endpoints of the merchant: CloudEvents, signed as Standard Webhooks says.
///
/// A receiver recognises repetitions by `webhook-id`, the communication's id. One that answers 410 wants nothing more, and
/// its breaker remembers that.
public struct WebhookChannel: DeliveryChannel {
    public let name: String
    public let reach: ChannelReach
    public var maximumSends: Int? { client.maximumRunning }
    private let endpoints: [String: WebhookEndpoint]
    private let options: WebhookOptions
    private let client: CurlClient

    /// - Parameters:
    ///   - endpoints: each with a name of its own.
    ///   - options: see there.
    ///   - client: makes the requests; its ``CurlOptions/reach`` says which addresses they may go to.
    ///   - name: what policies call the channel.
    public init(
        endpoints: [WebhookEndpoint], options: WebhookOptions = WebhookOptions(), client: CurlClient,
        name: String = "webhook"
    ) {
        self.name = name
        self.reach = .endpoints(endpoints.map(\.name))
        self.endpoints = Dictionary(endpoints.map { ($0.name, $0) }, uniquingKeysWith: { $1 })
        self.options = options
        self.client = client
    }

    public func send(_ message: OutgoingMessage) async -> SendOutcome {
        guard let endpoint = endpoints[message.envelope.recipient.address] else {
            return .permanent(class: "unknown_endpoint", text: "\(EnvelopeError.unknownEndpoint)")
        }
        guard let event = CloudEvent(communication: message.json, source: options.source) else {
            return .permanent(class: "content", text: "the stored communication is no JSON any more")
        }
        let now = Int64(Date().timeIntervalSince1970)
        let headers =
            [("content-type", CloudEvent.contentType), ("user-agent", "herald")]
            + WebhookSignature.headers(
                id: message.id.description, timestamp: now, body: event.body, secrets: endpoint.secrets)
        let request = HTTPPost(
            url: endpoint.url, headers: headers, body: event.body, allowsPlainText: options.allowsPlainText)
        do throws(TransferFailure) {
            let answer = try await client.post(request)
            guard answer.status != 410 else { return .isGone(name, endpoint.name) }
            return SendOutcome(answer, now: now, retryLimit: options.retryAfterLimit)
        } catch {
            return SendOutcome(error)
        }
    }
}
