/// Why bytes are no JSON document that is accepted here; never holds any of their text.
public enum JSONError: Error, Hashable, Sendable {
    /// The bytes break the grammar of RFC 8259, `offset` bytes from their start where that is known.
    case malformed(Reason, offset: Int?)
    /// Containers are nested deeper than `limit`.
    case tooDeep(limit: Int)
    /// More bytes or more values than the limits allow.
    case tooLarge

    /// What is wrong with the text.
    public enum Reason: String, Hashable, Sendable {
        case empty = "no value"
        case invalidUTF8 = "invalid UTF-8"
        case controlCharacter = "a control character inside a string"
        case unclosedString = "a string that does not end"
        case invalidEscape = "an invalid escape in a string"
        case invalidNumber = "an invalid number"
        case invalidLiteral = "an unknown literal"
        case unexpectedCharacter = "an unexpected character"
        case unexpectedEnd = "an unexpected end"
        case trailingText = "text after the end of the value"
    }
}

extension JSONError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .malformed(let reason, let offset?): "not JSON: \(reason.rawValue) at byte \(offset)"
        case .malformed(let reason, nil): "not JSON: \(reason.rawValue)"
        case .tooDeep(let limit): "nested deeper than \(limit) levels"
        case .tooLarge: "larger than the configured limit"
        }
    }
}
