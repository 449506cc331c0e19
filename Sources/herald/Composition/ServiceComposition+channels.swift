import Curl
import Delivery
import HeraldConfiguration
import InternetAddresses
import StandardWebhooks

extension ServiceComposition {
    /// The delivery channels that configuration sets up.
    static func channels(_ configuration: Configuration) -> [any DeliveryChannel] {
        var channels: [any DeliveryChannel] = [MailboxChannel(folder: configuration.mailboxPath)]
        if let smtp = smtp(configuration.channels.smtp) { channels.append(smtp) }
        if let webhook = webhook(configuration.channels.webhook) { channels.append(webhook) }
        if let messages = textMessage(configuration.channels.textMessage) { channels.append(messages) }
        if let chat = chat(configuration.channels.chat) { channels.append(chat) }
        return channels
    }

    /// Sends samples to those that configuration allows.
    static func samples(
        _ configuration: Configuration, channels: [any DeliveryChannel], templates: TemplateCatalog
    ) -> SampleSender {
        SampleSender(
            channels: channels, templates: templates, policy: configuration.policy,
            recipients: TestRecipients(configuration.delivery.testRecipients))
    }

    /// What breakers guard: the same as of these channels, without making them.
    static func destinations(_ configuration: Configuration) -> [Destination] {
        configuration.channels.names.flatMap { name in
            [Destination(channel: name)]
                + configuration.channels.endpoints(of: name).map { Destination(channel: name, endpoint: $0) }
        }
    }

    /// The limits of delivery.
    static func deliveryOptions(_ configuration: Configuration) -> DeliveryOptions {
        let settings = configuration.delivery
        return DeliveryOptions(
            workers: settings.workers, batchSize: settings.batch, concurrency: settings.concurrency,
            sendTimeout: settings.sendTimeout, claimTimeout: settings.claimTimeout, pollInterval: settings.poll,
            retries: RetrySchedule(delays: settings.retrySchedule, jitter: Double(settings.retryJitter) / 100),
            breaker: BreakerOptions(
                threshold: settings.breaker.threshold, interval: settings.breaker.interval,
                maximumInterval: settings.breaker.maximumInterval), rateLimits: configuration.channels.rateLimits)
    }

    private static func smtp(_ settings: SMTPSettings) -> SMTPChannel? {
        guard let host = settings.host else { return nil }
        let security: MailServer.Security =
            switch settings.security {
            case .starttls: .starttls
            case .starttlsOptional: .starttlsOptional
            case .tls: .tls
            case .none: .none
            }
        var server = MailServer(host: host, port: settings.port, security: security, clientName: settings.clientName)
        if let user = settings.user, let password = settings.password {
            server.credentials = Credentials(user: user, password: password)
        }
        // A mail server is usually in a private network, and its address comes from the operator alone.
        let client = MailClient(
            CurlOptions(
                maximumRunning: settings.connections, connectTimeout: settings.connectTimeout,
                timeout: settings.timeout, authorities: settings.authorities))
        return SMTPChannel(
            SMTPOptions(server: server, bounceAddress: settings.bounceAddress.flatMap { EmailAddress($0) }),
            client: client)
    }

    private static func webhook(_ settings: WebhookSettings) -> WebhookChannel? {
        guard !settings.endpoints.isEmpty else { return nil }
        let endpoints = settings.endpoints.compactMap { name, endpoint in
            endpoint.url.map { url in
                WebhookEndpoint(name: name, url: url, secrets: endpoint.secrets.compactMap { WebhookSecret($0) })
            }
        }
        let client = CurlClient(
            CurlOptions(
                maximumRunning: settings.connections, connectTimeout: settings.connectTimeout,
                timeout: settings.timeout, authorities: settings.authorities,
                reach: .publicOr(settings.allowedNetworks.compactMap { IPNetwork($0) })))
        return WebhookChannel(
            endpoints: endpoints,
            options: WebhookOptions(
                source: settings.source, allowsPlainText: settings.allowsPlainText,
                retryAfterLimit: settings.retryAfterLimit), client: client)
    }

    private static func textMessage(_ settings: TextMessageSettings) -> TextMessageChannel? {
        guard let account = settings.account, let password = settings.password, let sender = settings.sender else {
            return nil
        }
        let options = TextMessageOptions(
            url: settings.url, account: account,
            credentials: Credentials(user: settings.user ?? account, password: password), sender: sender,
            maximumSegments: settings.maximumSegments)
        return TextMessageChannel(
            options,
            client: CurlClient(CurlOptions(connectTimeout: settings.connectTimeout, timeout: settings.timeout)))
    }

    private static func chat(_ settings: ChatSettings) -> ChatChannel? {
        guard !settings.endpoints.isEmpty else { return nil }
        return ChatChannel(
            rooms: settings.endpoints.compactMapValues(\.url), allowsPlainText: settings.allowsPlainText,
            client: CurlClient(
                CurlOptions(
                    connectTimeout: settings.connectTimeout, timeout: settings.timeout,
                    reach: .publicOr(settings.allowedNetworks.compactMap { IPNetwork($0) }))))
    }
}
