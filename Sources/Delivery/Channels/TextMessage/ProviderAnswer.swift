import OMSMessages

/// What a provider of text messages says about one: its id, or the number of an error. Texts are left out, since they like
/// to repeat the recipient.
struct ProviderAnswer {
    let text: String

    init(_ body: [UInt8]) {
        let root = try? JSONDocument(body).root
        let id = root?.string("sid").map { CleanText.line($0).filter { $0.isASCII && ($0.isLetter || $0.isNumber) } }
        if let id, !id.isEmpty {
            text = ", \(id.prefix(64))"
        } else if let code = root?.int("code") {
            text = ", error \(code)"
        } else {
            text = ""
        }
    }
}
