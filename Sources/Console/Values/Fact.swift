/// A name with a value, as in a list of facts.
public struct Fact: PageValue, Hashable {
    public let name: String
    public let value: String
    /// Where the value leads.
    public var path: String?
    public var at: Moment?

    public init(_ name: String, _ value: String, path: String? = nil) {
        self.name = name
        self.value = value
        self.path = path
    }

    public init(_ name: String, _ moment: Moment) {
        self.name = name
        value = moment.utc
        at = moment
    }
}

/// A choice of a form's list.
public struct Choice: PageValue, Hashable {
    public let value: String
    public let text: String
    public let isChosen: Bool

    public init(_ value: String, _ text: String, isChosen: Bool) {
        self.value = value
        self.text = text
        self.isChosen = isChosen
    }
}
