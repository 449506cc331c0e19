/// A value as reports and documentation show it.
public enum ConfigurationValue: Hashable, Sendable {
    /// Not set, for keys that need not be.
    case none
    case text(String)
    case integer(Int)
    case flag(Bool)
    case duration(Duration)
    /// A number of bytes.
    case size(Int)
    case list([String])
    case tokens([AccessToken])
    /// A section that is there, whatever it holds.
    case section
}

extension ConfigurationValue {
    /// The value as one would write it, lists with commas.
    public var text: String {
        switch self {
        case .none: "none"
        case .text(let text): text
        case .integer(let number): String(number)
        case .flag(let flag): flag ? "true" : "false"
        case .duration(let duration): DurationText.text(of: duration)
        case .size(let bytes): SizeText.text(of: bytes)
        case .list(let items): items.isEmpty ? "[]" : items.joined(separator: ", ")
        case .tokens(let tokens):
            tokens.isEmpty
                ? "[]" : tokens.map { "\($0.name) (\($0.role.rawValue), \($0.hash))" }.joined(separator: ", ")
        case .section: "{}"
        }
    }
}
