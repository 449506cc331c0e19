// The keys of delivery channels. A channel exists when its first key, or an endpoint of it, is given.
extension ConfigurationKey {
    static let channels: [ConfigurationKey] =
        [
            ConfigurationKey(
                "channels.mailbox.path", .optional(.path), \.channels.mailbox.path,
                "Folder in which the mailbox channel writes mails; none: mailbox in data.dir.")
        ] + smtp + webhook + endpoint + textMessage + chat + chatEndpoint

    private static let smtp: [ConfigurationKey] = [
        ConfigurationKey(
            "channels.smtp.host", .optional(.host), \.channels.smtp.host,
            "Mail server of the smtp channel; none: there is no such channel."),
        ConfigurationKey("channels.smtp.port", .integer(1...65535), \.channels.smtp.port, "Port of the mail server."),
        ConfigurationKey(
            "channels.smtp.security", .choice, \.channels.smtp.security,
            "How connections are protected: STARTTLS or no mail, STARTTLS where offered, TLS from the start, nothing."),
        ConfigurationKey(
            "channels.smtp.username", .optional(.text), \.channels.smtp.user,
            "User at the mail server; none: no authentication."),
        ConfigurationKey(
            "channels.smtp.password", .optional(.secret), \.channels.smtp.password, isSecret: true,
            "Password of that user."),
        ConfigurationKey(
            "channels.smtp.client_name", .optional(.host), \.channels.smtp.clientName,
            "Name this machine gives itself at EHLO; none: its host name."),
        ConfigurationKey(
            "channels.smtp.bounce_address", .optional(.mailAddress), \.channels.smtp.bounceAddress,
            "Address that is told when a mail cannot be delivered; none: the sender of the mail."),
        ConfigurationKey(
            "channels.smtp.connections", .integer(1...64), \.channels.smtp.connections, unit: "connections",
            "Most connections to the mail server at once; each serves many mails."),
        ConfigurationKey(
            "channels.smtp.rate_limit", .integer(0...100_000), \.channels.smtp.rateLimit, unit: "deliveries a second",
            "Most deliveries a second that this node sends over the channel; 0: no limit."),
        ConfigurationKey(
            "channels.smtp.connect_timeout", timeouts, \.channels.smtp.connectTimeout,
            "How long connecting and agreeing on TLS may take."),
        ConfigurationKey(
            "channels.smtp.timeout", timeouts, \.channels.smtp.timeout,
            "How long one mail may take, connecting included; less than delivery.send_timeout."),
        ConfigurationKey(
            "channels.smtp.authorities", .optional(.path), \.channels.smtp.authorities,
            "File with certificates of authorities to trust (PEM); none: those of the system."),
    ]

    private static let webhook: [ConfigurationKey] = [
        ConfigurationKey(
            "channels.webhook.source", .uriPath, \.channels.webhook.source,
            "Beginning of the source of every event; the sales channel follows."),
        ConfigurationKey(
            "channels.webhook.allow_http", .flag, \.channels.webhook.allowsPlainText,
            "Whether endpoints may have http:// URLs."),
        ConfigurationKey(
            "channels.webhook.allowed_networks", .list(of: .network), \.channels.webhook.allowedNetworks,
            "Private networks that endpoints may be in; every other address that is not public is refused."),
        ConfigurationKey(
            "channels.webhook.retry_after_limit", .duration(.seconds(0)...(.seconds(86_400))),
            \.channels.webhook.retryAfterLimit, "How long an endpoint may put a delivery off with Retry-After at most."),
        ConfigurationKey(
            "channels.webhook.connections", .integer(1...256), \.channels.webhook.connections, unit: "connections",
            "Most requests to endpoints at once."),
        ConfigurationKey(
            "channels.webhook.rate_limit", .integer(0...100_000), \.channels.webhook.rateLimit,
            unit: "deliveries a second",
            "Most deliveries a second that this node sends over the channel; 0: no limit."),
        ConfigurationKey(
            "channels.webhook.connect_timeout", timeouts, \.channels.webhook.connectTimeout,
            "How long resolving, connecting and agreeing on TLS may take."),
        ConfigurationKey(
            "channels.webhook.timeout", timeouts, \.channels.webhook.timeout,
            "How long one request may take, connecting included; less than delivery.send_timeout."),
        ConfigurationKey(
            "channels.webhook.authorities", .optional(.path), \.channels.webhook.authorities,
            "File with certificates of authorities to trust (PEM); none: those of the system."),
    ]

    private static let endpoint: [ConfigurationKey] = [
        ConfigurationKey(
            endpoint: "url", .optional(.endpointURL), \.url, isSecret: true,
            "URL of a webhook endpoint; delivery rows show its name instead."),
        ConfigurationKey(
            endpoint: "secrets", .list(of: .webhookSecret), \.secrets, isSecret: true,
            "Secrets that sign what the endpoint gets, all of them, so that they can be changed one after the other."),
        ConfigurationKey(
            endpoint: "sales_channels", .list(of: .text), \.salesChannels,
            "Sales channels whose communications the endpoint gets; none: all."),
    ]

    static let timeouts = Codec<Duration>.duration(.milliseconds(100)...(.seconds(600)))

    /// A key of a webhook endpoint, which the user names.
    private init<Value>(
        endpoint name: String, _ codec: Codec<Value>,
        _ path: any WritableKeyPath<WebhookSettings.Endpoint, Value> & Sendable, isSecret: Bool = false,
        _ documentation: String
    ) {
        self.init(
            pattern: KeyPattern("channels.webhook.endpoints.ENDPOINT." + name), type: codec.type,
            allowed: codec.allowed, unit: nil, defaultValue: codec.show(WebhookSettings.Endpoint()[keyPath: path]),
            isSecret: isSecret, documentation: documentation
        ) { settings, raw, names throws(Mismatch) in
            let value = try codec.read(raw)
            settings.channels.webhook.endpoints[names[0], default: WebhookSettings.Endpoint()][keyPath: path] = value
            return codec.show(value)
        }
    }
}
