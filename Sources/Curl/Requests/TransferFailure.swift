/// Why something was not handed over, or why nobody knows. It has no address, URL or secret.
public struct TransferFailure: Error, Hashable, Sendable {
    public var cause: Cause
    /// How much of the request or message had been written by then.
    public var sent: Sent
    /// The last reply of a mail server, 0 before any; its text may quote addresses.
    public var reply: MailAnswer?
    /// Whether it went over a connection that had been kept from another transfer.
    var usedKeptConnection = false

    /// What went wrong.
    public enum Cause: String, Hashable, Sendable {
        /// Too many transfers wait already.
        case overloaded
        /// The task was cancelled.
        case cancelled
        /// The request cannot be written: a control character in it, or a URL of another scheme.
        case invalid
        /// The name of the server is not known, or not now.
        case nameResolution = "name_resolution"
        /// The server's addresses are none that may be connected to.
        case addressRefused = "address_refused"
        /// Nobody accepts connections there.
        case connection
        /// No TLS, or a certificate that is not trusted.
        case tls
        /// The server does not know the user or password.
        case authentication
        /// Not done within the time allowed.
        case timeout
        /// The connection ended early, or the answer makes no sense.
        case connectionLost = "connection_lost"
        /// A mail server refused; ``TransferFailure/reply`` says how.
        case refused
        /// libcurl could not work, such as for lack of memory.
        case system
    }

    /// How far a request had come.
    public enum Sent: Hashable, Sendable {
        /// Nothing of what the other side acts upon.
        case nothing
        /// Too little to be acted upon.
        case part
        /// Everything: the other side may have taken it.
        case everything
    }

    init(_ cause: Cause, sent: Sent = .nothing, reply: MailAnswer? = nil) {
        self.cause = cause
        self.sent = sent
        self.reply = reply
    }

    /// Whether the server had merely given up a connection that was kept: a new one will do.
    var isStaleConnection: Bool {
        usedKeptConnection && sent != .everything
            && (cause == .connectionLost || cause == .refused && reply?.code == 421)
    }

    /// Whether a mail server refused before it was told the recipient: at its greeting, at EHLO, or the sender.
    public internal(set) var isBeforeMail = false

    /// Whether the other side may have taken it all the same.
    public var isAmbiguous: Bool { sent == .everything && cause != .refused }
}
