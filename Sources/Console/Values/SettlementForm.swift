/// A form by which an operator settles what stands still.
public struct SettlementForm: PageValue {
    /// Part of ids on the page; unique on it.
    public var name: String
    /// The path it goes to.
    public var path: String
    /// What its button says.
    public var text: String
    /// What it does, in a sentence.
    public var summary: String
    /// Proves that it comes from a page of this visitor.
    public var formToken: String
    /// Whether a sales channel has to be named.
    public var takesChannel: Bool
    /// Those that are likely meant, as a hint.
    public var channels: String
    /// The endpoint of a delivery channel that it is about, sent along; nil: none.
    public var endpoint: String?

    public init(
        name: String, path: String, text: String, summary: String, formToken: String, takesChannel: Bool = false,
        channels: String = "", endpoint: String? = nil
    ) {
        self.name = name
        self.path = path
        self.text = text
        self.summary = summary
        self.formToken = formToken
        self.takesChannel = takesChannel
        self.channels = channels
        self.endpoint = endpoint
    }
}
