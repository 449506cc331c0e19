import OMSMessages

/// Reads captured facts for texts: every value may be missing, and is made harmless for one line of text.
struct Facts {
    private let value: JSONValue?
    let currency: String?

    init(_ bytes: [UInt8]) {
        value = (try? JSONDocument(bytes))?.root
        currency = value?.string("currency").map(CleanText.line)
    }

    private init(_ value: JSONValue, currency: String?) {
        self.value = value
        self.currency = currency
    }

    /// Text of one line; nil when missing or blank.
    func text(_ name: String) -> String? {
        guard let text = value?.string(name).map(CleanText.line), !text.isEmpty else { return nil }
        return text
    }

    func int(_ name: String) -> Int? { value?.int(name) }

    func bool(_ name: String) -> Bool? { value?.bool(name) }

    func moment(_ name: String) -> Timestamp? { value?.timestamp(name) }

    func day(_ name: String) -> String? { moment(name).map(CalendarText.day) }

    /// An amount as `59.50 EUR`.
    func money(_ name: String) -> String? {
        guard let amount = text(name) else { return nil }
        return [amount, currency].compactMap(\.self).joined(separator: " ")
    }

    /// The objects of a list; none when it is missing.
    func list(_ name: String) -> [Facts] {
        (value?.elements(name) ?? []).filter { $0.kind == .object }.map { Facts($0, currency: currency) }
    }

    func object(_ name: String) -> Facts? {
        guard let object = value?[name], object.kind == .object else { return nil }
        return Facts(object, currency: currency)
    }

    /// The whole numbers of a list.
    func numbers(_ name: String) -> [Int] { (value?.elements(name) ?? []).compactMap(\.int) }
}
