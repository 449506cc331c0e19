/// What other systems answer, made fit for records and people.
enum RemoteText {
    /// One line of at most 200 characters, without addresses and telephone numbers: servers like to repeat the recipient.
    static func clean(_ text: String) -> String {
        let words = CleanText.line(text).split(separator: " ").map { word in
            let isTelephone =
                word.count(where: \.isNumber) >= 7 && word.allSatisfy { "0123456789+-().,;:'".contains($0) }
            // Servers quote the path as `<local@domain>`, or the part before the @ alone, as `<local>`.
            let isAddress = word.contains("@") || word.first == "<" && word.contains(">")
            return isAddress || isTelephone ? "…" : String(word)
        }
        return String(words.joined(separator: " ").prefix(200))
    }
}
