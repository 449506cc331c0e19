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
        /// In the quotes of an attribute.
        case value
        case comment
    }

    /// Attributes whose value is more than text: a program, a style, an address that is fetched; or nobody knows which.
    private var isActiveAttribute: Bool {
        attribute.isEmpty || attribute.hasPrefix("on")
            || ["style", "src", "srcset", "action", "background", "data"].contains(attribute)
    }

    /// Reads on.
    mutating func read(_ text: String) {
        var previous: (Character, Character, Character) = (" ", " ", " ")
        for character in text {
            switch state {
            case .content: readContent(character)
            case .tag: readTag(character)
            case .value: if character == "\"" { state = .tag }
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
        case "\"":
            attribute = word.hasSuffix("=") ? String(word.dropLast()).lowercased() : ""
            state = .value
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
        case (_, .tag): return "stands in a tag without double quotes around it"
        case (_, .comment): return "cannot stand in a comment"
        case (.link, .value) where attribute == "href": return nil
        case (_, .value) where attribute == "href": return "is no web address"
        case (_, .value): return isActiveAttribute ? "cannot stand in the attribute '\(attribute)'" : nil
        }
    }
}
