/// What stands around every page.
public struct Shell: PageValue {
    /// Who looks at it; nil before signing in, and where that is not known: there is no navigation then.
    public var person: Person?
    /// Proves that a form comes from a page of this visitor; every form carries it.
    public var formToken: String
    /// What stands in the search box.
    public var search: String
    public var notice: Notice?
    /// Herald's version.
    public var version: String

    public init(
        person: Person? = nil, formToken: String = "", search: String = "", notice: Notice? = nil, version: String
    ) {
        self.person = person
        self.formToken = formToken
        self.search = search
        self.notice = notice
        self.version = version
    }
}

/// Who looks at a page.
public struct Person: PageValue {
    public var name: String
    /// The role as people call it; nil where it says nothing.
    public var role: String?
    /// Whether they came in with a token, and may leave.
    public var canSignOut: Bool

    public init(name: String, role: String? = nil, canSignOut: Bool) {
        self.name = name
        self.role = role
        self.canSignOut = canSignOut
    }
}

/// What came of the request before, or why it was refused.
public struct Notice: PageValue {
    public var text: String
    /// Whether something was refused.
    public var isProblem: Bool

    public init(_ text: String, isProblem: Bool = false) {
        self.text = text
        self.isProblem = isProblem
    }
}
