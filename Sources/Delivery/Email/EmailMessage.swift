public import InternetAddresses
public import OMSMessages

/// An e-mail with a text and an HTML part, and its form on the wire (RFC 5322, 2045 to 2047).
///
/// Values may be hostile: nothing in a name, subject or id can end a header or start another one.
public struct EmailMessage: Hashable, Sendable {
    public var from: Mailbox
    /// May be empty, where a message goes to no e-mail address.
    public var to: [Mailbox]
    /// Where answers go, if not to the sender.
    public var replyTo: Mailbox?
    public var subject: String
    public var date: Timestamp
    public var messageID: MessageID
    /// The messages it follows, the root of its thread first.
    public var references: [MessageID]
    public var text: String
    public var html: String

    /// An address with the name shown beside it.
    public struct Mailbox: Hashable, Sendable {
        public var name: String?
        public var address: EmailAddress

        public init(name: String? = nil, address: EmailAddress) {
            self.name = name
            self.address = address
        }
    }

    public init(
        from: Mailbox, to: [Mailbox], replyTo: Mailbox? = nil, subject: String, date: Timestamp, messageID: MessageID,
        references: [MessageID] = [], text: String, html: String
    ) {
        self.from = from
        self.to = to
        self.replyTo = replyTo
        self.subject = subject
        self.date = date
        self.messageID = messageID
        self.references = references
        self.text = text
        self.html = html
    }
}

/// The identity of a message: `<unique@host>`.
public struct MessageID: Hashable, Sendable, CustomStringConvertible {
    public let unique: String
    public let host: String

    /// - Parameters:
    ///   - unique: a UUID; whatever is not a letter, digit, hyphen or dot is left out.
    ///   - host: a host name; `localhost` if it is none.
    public init(unique: String, host: String) {
        self.unique = String(
            decoding: unique.utf8.filter { $0 == 0x2D || $0 == 0x2E || EmailAddress.isDomain([$0]) }, as: UTF8.self)
        self.host = EmailAddress.isDomain(host.utf8) ? host : "localhost"
    }

    public var description: String { "<\(unique)@\(host)>" }
}
