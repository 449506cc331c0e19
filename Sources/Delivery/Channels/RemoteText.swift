/// What other systems answer, made fit for records and people.
enum RemoteText {
    /// One line of at most 200 characters, without addresses and telephone numbers: servers like to repeat the recipient.
    static func clean(_ text: String) -> String {
        let words = CleanText.line(text).split(separator: " ").map { word in
            let isTelephone =
                word.count(where: \.isNumber) >= 7 && word.allSatisfy { "0123456789+-().,;:'".contains($0) }
            return word.contains("@") || isTelephone ? "…" : String(word)
        }
        return String(words.joined(separator: " ").prefix(200))
    }
}
