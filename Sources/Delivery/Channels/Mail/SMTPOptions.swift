public import Curl
public import InternetAddresses

/// The settings of an ``SMTPChannel``.
public struct SMTPOptions: Hashable, Sendable {
    public var server: MailServer
    /// Whom servers tell when a mail cannot be delivered; nil: the sender of the mail.
    public var bounceAddress: EmailAddress?

    public init(server: MailServer, bounceAddress: EmailAddress? = nil) {
        self.server = server
        self.bounceAddress = bounceAddress
    }
}
