import Mustache

/// The value of a variable.
indirect enum TemplateValue: Sendable {
    case text(String)
    case flag(Bool)
    case object(TemplateObject)
    case list([TemplateObject])
    case phrases(PhraseBook)
    /// Known not to be there; never looked for in an outer object.
    case absent

    /// Text where there is some.
    static func optional(_ text: String?) -> TemplateValue { text.map { .text($0) } ?? .absent }
    /// An object where there is one.
    static func optional(_ object: TemplateObject?) -> TemplateValue { object.map { .object($0) } ?? .absent }
}

/// The variables of a template, or of one section of it.
struct TemplateObject: Sendable, MustacheParent, ExpressibleByDictionaryLiteral {
    var members: [String: TemplateValue]

    init(_ members: [String: TemplateValue]) { self.members = members }

    init(dictionaryLiteral elements: (String, TemplateValue)...) {
        members = Dictionary(elements) { $1 }
    }

    func merging(_ other: TemplateObject) -> TemplateObject {
        TemplateObject(members.merging(other.members) { $1 })
    }

    func child(named name: String) -> Any? {
        switch members[name] {
        case nil: nil
        case .text(let text): text
        case .flag(let flag): flag
        case .object(let object): object
        case .list(let list): list
        case .phrases(let phrases): phrases
        case .absent: Absent()
        }
    }

    /// What swift-mustache takes for missing without looking further out.
    private struct Absent: MustacheCustomRenderable {
        var renderText: String { "" }
        var isNull: Bool { true }
    }
}

/// The phrases of a kind in one language, or the styles of HTML, as variables `words.name` and `style.name`.
struct PhraseBook: Sendable, MustacheParent {
    let phrases: [String: TemplatePhrase]
    let form: ContentForm

    func child(named name: String) -> Any? {
        guard let phrase = phrases[name] else { return nil }
        return form == .html ? phrase.html : phrase.plain
    }
}
