import Markup
import OMSMessages

/// Reads captured facts for texts: every value may be missing, and is made harmless for one line of text.
struct Facts {
    /// What is longer is cut; nothing that a customer reads is as long.
    private static let maximumLength = 1_000

    private let value: JSONValue?

    init(_ bytes: [UInt8]) { value = (try? JSONDocument(bytes))?.root }

    private init(_ value: JSONValue) { self.value = value }

    /// Text of one line; nil when missing or blank.
    func text(_ name: String) -> String? {
        guard let text = value?.string(name).map(CleanText.line), !text.isEmpty else { return nil }
        return text.unicodeScalars.count <= Facts.maximumLength
            ? text : String(String.UnicodeScalarView(text.unicodeScalars.prefix(Facts.maximumLength - 1))) + "…"
    }

    func int(_ name: String) -> Int? { value?.int(name) }

    func bool(_ name: String) -> Bool? { value?.bool(name) }

    func moment(_ name: String) -> Timestamp? { value?.timestamp(name) }

    /// An amount, exact.
    func amount(_ name: String) -> ExactDecimal? { value?.decimal(name) }

    /// A web address that may be offered for clicking; nil for anything else.
    func link(_ name: String) -> String? { value?.string(name).flatMap(WebLink.checked) }

    /// The objects of a list; none when it is missing.
    func list(_ name: String) -> [Facts] {
        (value?.elements(name) ?? []).filter { $0.kind == .object }.map { Facts($0) }
    }

    func object(_ name: String) -> Facts? {
        guard let object = value?[name], object.kind == .object else { return nil }
        return Facts(object)
    }

    /// The whole numbers of a list.
    func numbers(_ name: String) -> [Int] { (value?.elements(name) ?? []).compactMap(\.int) }
}
