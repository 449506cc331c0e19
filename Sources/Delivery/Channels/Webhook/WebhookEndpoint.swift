public import StandardWebhooks

/// Where webhooks go, and what signs them.
public struct WebhookEndpoint: Sendable {
    /// The name in configuration and in delivery rows; the URL may be a secret and may change.
    public var name: String
    public var url: String
    /// All that are valid now, at least one.
    public var secrets: [WebhookSecret]

    public init(name: String, url: String, secrets: [WebhookSecret]) {
        self.name = name
        self.url = url
        self.secrets = secrets
    }
}

/// The settings of a ``WebhookChannel``.
public struct WebhookOptions: Hashable, Sendable {
    /// The beginning of every event's `source`, a URI reference. Default `/herald`.
    public var source: String
    /// Whether endpoints may have `http` URLs. Default no.
    public var allowsPlainText: Bool
    /// How long `Retry-After` may put a delivery off at most. Default 1 hour.
    public var retryAfterLimit: Duration

    public init(
        source: String = "/herald", allowsPlainText: Bool = false, retryAfterLimit: Duration = .seconds(3_600)
    ) {
        self.source = source
        self.allowsPlainText = allowsPlainText
        self.retryAfterLimit = retryAfterLimit
    }
}
