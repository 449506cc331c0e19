/// The delivery channels. One that is not set up does not exist, and no policy may name it.
public struct ChannelSettings: Hashable, Sendable {
    public var mailbox = MailboxSettings()
    public var smtp = SMTPSettings()
    public var webhook = WebhookSettings()
    public var textMessage = TextMessageSettings()
    public var chat = ChatSettings()

    /// The names that policies may use.
    public var names: [String] {
        let isSetUp = [
            ("mailbox", true), ("smtp", smtp.host != nil), ("webhook", !webhook.endpoints.isEmpty),
            ("text_message", textMessage.account != nil), ("chat", !chat.endpoints.isEmpty),
        ]
        return isSetUp.filter(\.1).map(\.0)
    }

    /// How many deliveries a second this node may send over a channel, by name; 0: no limit.
    public var rateLimits: [String: Int] {
        [
            "smtp": smtp.rateLimit, "webhook": webhook.rateLimit, "text_message": textMessage.rateLimit,
            "chat": chat.rateLimit,
        ]
    }

    /// The endpoints of a channel by name; none for a channel that reaches people.
    public func endpoints(of channel: String) -> [String] {
        switch channel {
        case "webhook": webhook.endpoints.keys.sorted()
        case "chat": chat.endpoints.keys.sorted()
        default: []
        }
    }
}

/// The channel that writes mails into files.
public struct MailboxSettings: Hashable, Sendable {
    /// Folder of the mails; nil: `mailbox` in `data.dir`.
    public var path: String?
}

/// The channel that hands mails to a mail server.
public struct SMTPSettings: Hashable, Sendable {
    /// nil: there is no such channel.
    public var host: String?
    public var port = 587
    public var security = Security.starttls
    public var user: String?
    public var password: String?
    /// The name this machine gives itself; nil: its host name.
    public var clientName: String?
    /// Whom servers tell when a mail cannot be delivered; nil: the sender of the mail.
    public var bounceAddress: String?
    /// Most connections to the server at once.
    public var connections = 4
    /// Most deliveries a second of this node; 0: no limit.
    public var rateLimit = 0
    public var connectTimeout = Duration.seconds(5)
    /// How long one mail may take, connecting included.
    public var timeout = Duration.seconds(25)
    /// File with certificates to trust (PEM); nil: those of the system.
    public var authorities: String?

    /// How connections are protected.
    public enum Security: String, Hashable, Sendable, CaseIterable {
        case starttls
        case starttlsOptional = "starttls_optional"
        case tls
        case none

        /// Whether a password can be read by nobody on the way, whatever they do to it.
        var isSure: Bool { self == .starttls || self == .tls }
    }
}

/// The channel that posts communications to endpoints of the merchant.
public struct WebhookSettings: Hashable, Sendable {
    /// By the names that delivery rows show.
    public var endpoints: [String: Endpoint] = [:]
    /// The beginning of `source` in every event.
    public var source = "/herald"
    /// Whether endpoints may have `http` URLs.
    public var allowsPlainText = false
    /// Networks that may be connected to although they are private.
    public var allowedNetworks: [String] = []
    /// How long `Retry-After` may put a delivery off at most.
    public var retryAfterLimit = Duration.seconds(3_600)
    /// Most requests at once.
    public var connections = 16
    /// Most deliveries a second of this node; 0: no limit.
    public var rateLimit = 0
    public var connectTimeout = Duration.seconds(5)
    /// How long one request may take, connecting included.
    public var timeout = Duration.seconds(25)
    /// File with certificates to trust (PEM); nil: those of the system.
    public var authorities: String?

    /// Where webhooks go.
    public struct Endpoint: Hashable, Sendable {
        public var url: String?
        /// Several while they are changed.
        public var secrets: [String] = []
        /// The sales channels whose communications it gets; none: all.
        public var salesChannels: [String] = []

        public init() {}
    }
}
