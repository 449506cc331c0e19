/// A mail to hand to an SMTP server (RFC 5321, RFC 6409).
public struct MailSubmission: Sendable {
    public var server: MailServer
    /// Whom the server tells when it cannot deliver: `local@domain`.
    public var sender: String
    /// `local@domain`.
    public var recipient: String
    /// The whole message (RFC 5322), lines ending in CR LF.
    public var message: [UInt8]
    /// Whether a new connection is made although one is open.
    var usesNewConnection = false

    public init(server: MailServer, sender: String, recipient: String, message: [UInt8]) {
        self.server = server
        self.sender = sender
        self.recipient = recipient
        self.message = message
    }
}

/// A server that takes mail.
public struct MailServer: Hashable, Sendable {
    public var host: String
    public var port: Int
    public var security: Security
    public var credentials: Credentials?
    /// The name this machine gives itself at EHLO; nil: its host name.
    public var clientName: String?

    /// How the connection is protected.
    public enum Security: String, Hashable, Sendable, CaseIterable {
        /// STARTTLS, or no mail (RFC 3207).
        case starttls
        /// STARTTLS where the server offers it: protects against nobody who can change what passes.
        case starttlsOptional = "starttls_optional"
        /// TLS from the first byte (RFC 8314).
        case tls
        /// Nothing is encrypted.
        case none
    }

    public init(
        host: String, port: Int, security: Security = .starttls, credentials: Credentials? = nil,
        clientName: String? = nil
    ) {
        self.host = host
        self.port = port
        self.security = security
        self.credentials = credentials
        self.clientName = clientName
    }

    /// The URL as libcurl takes it; its path is the name at EHLO.
    var url: String {
        let host = host.contains(":") && !host.hasPrefix("[") ? "[\(host)]" : host
        return "\(security == .tls ? "smtps" : "smtp")://\(host):\(port)/\(clientName ?? "")"
    }
}

/// What a mail server answered when it took a message.
public struct MailAnswer: Hashable, Sendable {
    /// The reply code, 250.
    public var code: Int
    /// The last line of the reply, with its code; it may quote addresses.
    public var text: String
}
