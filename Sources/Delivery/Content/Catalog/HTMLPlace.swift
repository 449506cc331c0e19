/// Where in HTML a template stands after some of its text: what escaping makes harmless depends on it.
struct HTMLPlace: Hashable, Sendable {
    private(set) var state = State.content
    /// The name of the attribute whose value this is, lower case.
    private(set) var attribute = ""
    /// The element whose text is no HTML, where it is open: `script` or `style`.
    private(set) var rawElement: String?
    /// The tag or name that is being read.
    private var word = ""
    private var element = ""

    enum State: Hashable, Sendable {
        /// Between tags.
        case content
        /// In a tag, outside of quotes.
        case tag
        /// In the double quotes of an attribute.
        case value
        /// In the single quotes of an attribute: escaping is for double ones.
        case singleQuoted
        case comment
    }

    /// The attributes in which data may stand, besides checked links in `href`: those whose value is only text, a name or a
    /// measure. Others are programs, styles, documents or addresses that are fetched, or may become so.
    private static let plainAttributes: Set<String> = [
        "abbr", "align", "alt", "class", "colspan", "dir", "height", "id", "lang", "role", "rowspan", "scope", "title",
        "valign", "width",
    ]

    private var isPlainAttribute: Bool {
        HTMLPlace.plainAttributes.contains(attribute)
            || (attribute.hasPrefix("aria-") && attribute.dropFirst(5).allSatisfy(\.isLetter))
    }

    /// Reads on.
    mutating func read(_ text: String) {
        var previous: (Character, Character, Character) = (" ", " ", " ")
        for character in text {
            switch state {
            case .content: readContent(character)
            case .tag: readTag(character)
            case .value: if character == "\"" { state = .tag }
            case .singleQuoted: if character == "'" { state = .tag }
            case .comment: if character == ">", previous.1 == "-", previous.2 == "-" { state = .content }
            }
            if state == .tag, word == "!--" { state = .comment }
            previous = (previous.1, previous.2, character)
        }
    }

    private mutating func readContent(_ character: Character) {
        guard character == "<" else { return }
        state = .tag
        word = ""
        element = ""
    }

    private var opensValue: Bool { rawElement == nil && (word.isEmpty || word.hasSuffix("=")) }

    private mutating func readTag(_ character: Character) {
        switch character {
        case ">":
            if element.isEmpty { element = word }
            let name = element.lowercased()
            if let raw = rawElement {
                if name == "/" + raw { rawElement = nil }
            } else if name == "script" || name == "style" {
                rawElement = name
            }
            state = .content
            word = ""
        case "<" where rawElement != nil:
            word = ""
            element = ""
        // Elsewhere a quote is a character like another.
        case "\"" where opensValue, "'" where opensValue:
            attribute = word.hasSuffix("=") ? String(word.dropLast()).lowercased() : ""
            state = character == "'" ? .singleQuoted : .value
            word = ""
        case _ where character.isWhitespace:
            if element.isEmpty { element = word }
            word = ""
        default: word.append(character)
        }
    }
}

extension HTMLPlace {
    /// Why a variable must not stand here: escaping makes text harmless between tags and in quotes, nowhere else.
    func problem(with variable: TemplateVariable) -> String? {
        switch (variable, state) {
        case (.markup, _), (.optionalMarkup, _): return nil
        case (_, .content): return rawElement.map { "cannot stand inside of a \($0) element" }
        case (_, .tag), (_, .singleQuoted): return "stands in a tag without double quotes around it"
        case (_, .comment): return "cannot stand in a comment"
        case (.link, .value) where attribute == "href": return nil
        case (_, .value) where attribute == "href": return "is no web address"
        case (_, .value): return isPlainAttribute ? nil : "cannot stand in the attribute '\(attribute)'"
        }
    }
}
