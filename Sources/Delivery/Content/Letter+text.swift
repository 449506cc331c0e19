extension Letter {
    /// The longest line, unless a word is longer.
    static let lineLength = 78

    /// The letter as plain text, wrapped, lines ending in a line feed.
    var text: String {
        let parts = blocks.map { block in
            switch block {
            case .heading(let text): Letter.wrapped(text, first: "", rest: "") + "\n" + Letter.underline(text)
            case .paragraph(let text): Letter.wrapped(text, first: "", rest: "")
            case .list(let items):
                items.map { item in
                    ([Letter.wrapped(item.title, first: "- ", rest: "  ")]
                        + item.notes.map { Letter.wrapped($0, first: "  ", rest: "  ") })
                        .joined(separator: "\n")
                }.joined(separator: "\n")
            case .details(let details):
                details.map { Letter.wrapped("\($0.label): \($0.value)", first: "", rest: "  ") }
                    .joined(separator: "\n")
            case .link(let label, let url):
                Letter.wrapped("\(label):", first: "", rest: "") + "\n" + CleanText.line(url)
            }
        }
        return parts.joined(separator: "\n\n") + "\n"
    }

    private static func underline(_ text: String) -> String {
        String(repeating: "-", count: min(CleanText.line(text).count, lineLength))
    }

    /// One paragraph in lines of at most ``lineLength`` characters, broken at blanks.
    private static func wrapped(_ text: String, first: String, rest: String) -> String {
        var lines: [String] = []
        var line = first
        var length = first.count
        var isEmpty = true
        for word in CleanText.line(text).split(separator: " ") {
            let count = word.count
            if !isEmpty, length + 1 + count > lineLength {
                lines.append(line)
                line = rest
                length = rest.count
                isEmpty = true
            }
            if !isEmpty { line += " " }
            length += count + (isEmpty ? 0 : 1)
            line += word
            isEmpty = false
        }
        lines.append(line)
        return lines.joined(separator: "\n")
    }
}
