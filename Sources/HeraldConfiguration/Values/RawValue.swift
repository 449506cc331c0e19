/// A value as its source spelled it, before a key gives it a type.
enum RawValue: Hashable, Sendable {
    /// No value: YAML `null` or an empty section.
    case null
    /// A scalar of the file.
    case text(String)
    /// An option or environment variable, in which lists are written with commas or as YAML in brackets.
    case inline(String)
    indirect case list([RawValue])
    indirect case record([String: RawValue])
}

/// Why a value is not one of its key.
struct Mismatch: Error {
    /// The value or the part of it that is wrong, unless it must not be shown.
    let shown: String?
    /// What would be right.
    let allowed: String
    /// Which item of a list is wrong, from 1.
    var item: Int?
}

extension RawValue {
    /// The items of a list.
    ///
    /// An option or environment variable is split at commas, unless it is written as YAML in brackets; the file has a
    /// YAML list, or a single value that is its own item.
    /// - Parameter allowed: what to say when this is no list.
    func items(allowed: String) throws(Mismatch) -> [RawValue] {
        switch self {
        case .list(let items): return items
        case .text: return [self]
        case .null, .record: throw Mismatch(shown: shape, allowed: allowed)
        case .inline(let text):
            let text = text.trimmed
            guard text.hasPrefix("[") else {
                return text.split(separator: ",", omittingEmptySubsequences: false).map { .text(String($0).trimmed) }
            }
            guard let node = try? YAMLFile.node(of: text), case .list(let items) = RawValue(node) else {
                throw Mismatch(shown: text, allowed: allowed)
            }
            return items
        }
    }
}
