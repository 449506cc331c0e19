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
        return channels
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
        let client = CurlClient(
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
}
