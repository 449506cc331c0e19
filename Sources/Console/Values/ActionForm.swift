/// A form for what a person may do.
public struct ActionForm: PageValue {
    /// The action's name; part of ids on the page.
    public var name: String
    /// The path it goes to.
    public var path: String
    /// What its button says.
    public var text: String
    /// What it does, in a sentence.
    public var summary: String
    /// Proves that it comes from a page of this visitor.
    public var formToken: String
    /// Recognises the same form sent twice.
    public var key: String
    /// Whether another address may be named.
    public var takesAddress: Bool
    /// What was entered before, where it was refused.
    public var address: String
    public var reason: String
    public var isOpen: Bool

    public init(
        name: String, path: String, text: String, summary: String, formToken: String, key: String,
        takesAddress: Bool = false, address: String = "", reason: String = "", isOpen: Bool = false
    ) {
        self.name = name
        self.path = path
        self.text = text
        self.summary = summary
        self.formToken = formToken
        self.key = key
        self.takesAddress = takesAddress
        self.address = address
        self.reason = reason
        self.isOpen = isOpen
    }
}
