/// How the values of a key are read, shown and described.
struct Codec<Value: Sendable>: Sendable {
    /// The type's name in the documentation.
    let type: String
    /// What is allowed, as the end of a sentence that starts with "give".
    let allowed: String
    /// Reads a value of a source.
    let read: @Sendable (RawValue) throws(Mismatch) -> Value
    /// Shows a value in reports and documentation.
    let show: @Sendable (Value) -> ConfigurationValue

    init(
        type: String, allowed: String, read: @escaping @Sendable (RawValue) throws(Mismatch) -> Value,
        show: @escaping @Sendable (Value) -> ConfigurationValue
    ) {
        self.type = type
        self.allowed = allowed
        self.read = read
        self.show = show
    }

    /// A codec of scalars.
    /// - Parameter parse: reads a trimmed, non-empty text; nil when it is not allowed.
    init(
        type: String, allowed: String, show: @escaping @Sendable (Value) -> ConfigurationValue,
        parse: @escaping @Sendable (String) -> Value?
    ) {
        self.init(
            type: type, allowed: allowed,
            read: { raw throws(Mismatch) in
                guard case .text(let untrimmed) = raw.scalar else {
                    throw Mismatch(shown: raw.shape, allowed: allowed)
                }
                let text = untrimmed.trimmed
                guard !text.isEmpty, let value = parse(text) else { throw Mismatch(shown: text, allowed: allowed) }
                return value
            }, show: show)
    }
}

extension RawValue {
    /// The same, with an inline text as a text.
    var scalar: RawValue {
        if case .inline(let text) = self { .text(text) } else { self }
    }

    /// What stands in an error for a value that has no text.
    var shape: String {
        switch self {
        case .null: "nothing"
        case .text(let text), .inline(let text): text
        case .list: "a list"
        case .record: "a section"
        }
    }
}

extension String {
    /// The text without white space and control characters at its ends.
    var trimmed: String {
        var text = Substring(self)
        while let first = text.first, first.isWhitespace { text.removeFirst() }
        while let last = text.last, last.isWhitespace { text.removeLast() }
        return String(text)
    }

    /// Whether the text has a control character, which could forge lines of logs, mails or addresses.
    var hasControlCharacters: Bool { unicodeScalars.contains { $0.properties.generalCategory == .control } }
}
