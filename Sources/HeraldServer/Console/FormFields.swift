/// The fields of a form (`application/x-www-form-urlencoded`).
struct FormFields: Sendable {
    /// Largest form in bytes.
    static let maximumBytes = 64 << 10
    /// Every form has this one, see ``Visit/formToken``.
    static let token = "form_token"

    private let values: [String: String]

    /// - Parameter names: the fields the form has; others are refused.
    init(_ body: [UInt8], names: [String]) throws(Problem) {
        guard let text = String(validating: body, as: UTF8.self) else {
            throw Problem(.invalidBody, "the form is not UTF-8")
        }
        values = try Query.parse(text[...], known: ([Self.token] + names).map { .query($0, .text, "") })
    }

    /// What was entered, without blanks around it; nil if nothing was.
    func text(_ name: String) -> String? {
        guard let value = values[name] else { return nil }
        let text = value.trimmingPrefix(while: \.isWhitespace)
        guard let end = text.lastIndex(where: { !$0.isWhitespace }) else { return nil }
        return String(text[...end])
    }

    /// Why something is to be done, in the words of whoever asks.
    func reason() throws(Problem) -> String {
        guard let reason = text("reason") else {
            throw Problem.invalidParameter("reason", "must say why, in your words")
        }
        return String(reason.prefix(ActionBody.maximumReason))
    }
}
