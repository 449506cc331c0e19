/// A locale by its parts, as orders and configuration name it: `de`, `de_DE`, `de-AT`, `zh_Hant_TW`.
struct LocaleName: Hashable, Sendable, CustomStringConvertible {
    /// Lower case, two or three letters.
    let language: String
    /// Upper case, two letters or three digits.
    let region: String?

    init(language: String, region: String? = nil) {
        self.language = language
        self.region = region
    }

    /// Reads what an order says; nil where it names no language.
    init?(_ text: String) {
        let parts = text.split(omittingEmptySubsequences: false, whereSeparator: { "_-.@".contains($0) }).map(
            String.init)
        guard let language = parts.first?.lowercased(), (2...3).contains(language.utf8.count),
            language.utf8.allSatisfy({ (0x61...0x7A).contains($0) })
        else { return nil }
        self.language = language
        region = parts.dropFirst().prefix(2).first { part in
            let bytes = part.utf8
            return bytes.count == 2 && bytes.allSatisfy { (0x41...0x5A).contains($0 & 0xDF) }
                || bytes.count == 3 && bytes.allSatisfy { (0x30...0x39).contains($0) }
        }?.uppercased()
    }

    /// As files of templates write it: `de_AT`, `de`.
    var description: String { region.map { "\(language)_\($0)" } ?? language }

    /// As HTML writes it (BCP 47): `de-AT`, `de`.
    var tag: String { region.map { "\(language)-\($0)" } ?? language }

    /// From the most particular to the language alone: `de_AT`, `de`.
    var chain: [LocaleName] { region == nil ? [self] : [self, LocaleName(language: language)] }

    /// Whether text of the language runs from right to left.
    var isRightToLeft: Bool { ["ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"].contains(language) }
}
