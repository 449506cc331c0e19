import Communications
import Curl
import Delivery
import StandardWebhooks
import Testing

/// Makes webhook channels with one endpoint, and what goes over them.
struct WebhookBench {
    static let secrets = [
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsk_VEVTVFNJR05JTkdLRVlET05PVFVTRVRISVNGT1JBTlk=",
    ]
    static let publicKey = "whpk_ZlN4eg7dSSqi0moX9hQUk3orrOouK3QVQSlJa248c/g="

    func channel(
        _ url: String, secrets: [String] = secrets, _ curl: CurlOptions = .local(),
        retryAfterLimit: Duration = .seconds(600)
    ) throws -> WebhookChannel {
        WebhookChannel(
            endpoints: [
                WebhookEndpoint(name: "erp", url: url, secrets: try secrets.map { try #require(WebhookSecret($0)) })
            ], options: WebhookOptions(allowsPlainText: true, retryAfterLimit: retryAfterLimit),
            client: CurlClient(curl))
    }

    func message(_ kind: Kind = .customer(.refundTriggered), _ order: Shop.Order = Shop.Order()) throws
        -> OutgoingMessage
    {
        try .about(kind, to: "erp", over: .endpoints(["erp"]), order)
    }
}
