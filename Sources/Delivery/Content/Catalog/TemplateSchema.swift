/// The variables that templates may use, by name: what checks go by, and what every rendered communication must have.
struct TemplateSchema: Sendable {
    var members: [String: TemplateVariable]

    init(_ members: [String: TemplateVariable]) { self.members = members }

    /// The variables of both.
    static func + (left: TemplateSchema, right: TemplateSchema) -> TemplateSchema {
        TemplateSchema(left.members.merging(right.members) { $1 })
    }

    /// A number of things: `number`, and which plural it takes.
    static let count = TemplateSchema(["number": .text, "one": .flag, "other": .flag])
}

/// What a variable holds, and so where it may stand.
indirect enum TemplateVariable: Sendable {
    /// Always there.
    case text
    /// May be missing: stands only inside a section of its own name.
    case optionalText
    /// The same; a web address, the only thing that may stand in `href`.
    case link
    /// HTML that herald made: stands in three braces, and only in HTML.
    case markup
    /// The same, where it may be missing.
    case optionalMarkup
    /// For sections alone.
    case flag
    /// Variables that are always there, used as `group.name`.
    case group(TemplateSchema)
    /// May be missing: for sections, inside which its variables are known.
    case object(TemplateSchema)
    /// Repeats a section; may be empty.
    case list(TemplateSchema)

    /// Whether a template may use it without asking.
    var isAlwaysThere: Bool {
        switch self {
        case .text, .markup, .flag, .group: true
        case .optionalText, .link, .optionalMarkup, .object, .list: false
        }
    }

    /// A number of things that may be unknown.
    static let count = TemplateVariable.object(.count)
}
