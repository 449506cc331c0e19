import InternetAddresses

/// What other systems answer, made fit for records and people.
enum RemoteText {
    /// One line of at most 200 characters, without addresses and telephone numbers: servers like to repeat the recipient.
    /// - Parameter recipient: whose name before the @ is left out too, where it stands by itself.
    static func clean(_ text: String, hiding recipient: EmailAddress? = nil) -> String {
        let local = recipient.map { $0.local.lowercased() }
        let words = CleanText.line(text).split(separator: " ").map { word in
            let isTelephone =
                word.count(where: \.isNumber) >= 7 && word.allSatisfy { "0123456789+-().,;:'".contains($0) }
            let isName = local.map { isWord($0, in: word.lowercased()) } ?? false
            return word.contains("@") || isTelephone || isName ? "…" : String(word)
        }
        return String(words.joined(separator: " ").prefix(200))
    }

    /// Whether a word is a name with no more than punctuation around it, as in `<mirela>:`.
    private static func isWord(_ name: String, in word: String) -> Bool {
        word == name
            || word.contains(name) && word.replacing(name, with: "").allSatisfy { !$0.isLetter && !$0.isNumber }
    }
}
