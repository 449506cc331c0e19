/// How mails of a sales channel are addressed and grouped.
public struct MailPolicy: Hashable, Sendable {
    /// Where answers go; nil: to the sender.
    public var replyTo: String?
    /// Whether mails about one order stand in one thread. Default yes.
    public var threadsByOrder = true

    public init() {}
}
