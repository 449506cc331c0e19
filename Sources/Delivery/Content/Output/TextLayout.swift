/// Makes plain text of what a template gave: lines of bearable length, no gaps where something was left out.
enum TextLayout {
    /// The longest line, unless a word is longer.
    static let lineLength = 78

    /// Wraps long lines at blanks, underlines the line before a line `---`, and lets at most one empty line stand.
    static func arranged(_ text: String) -> String {
        var result: [String] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            var line = line
            // The blank belongs to the mark of a signature: mail programs fold away what follows.
            while line.last == " ", line != "-- " { line = line.dropLast() }
            if line.isEmpty {
                if let last = result.last, !last.isEmpty { result.append("") }
            } else if line == "---" {
                guard let last = result.last, !last.isEmpty else { continue }
                result.append(String(repeating: "-", count: min(last.count, lineLength)))
            } else {
                result += wrapped(line)
            }
        }
        while result.last?.isEmpty == true { result.removeLast() }
        return result.joined(separator: "\n") + "\n"
    }

    /// A line in lines; those after the first stand below its text, behind a bullet and the blanks in front.
    private static func wrapped(_ line: Substring) -> [String] {
        guard line.count > lineLength else { return [String(line)] }
        var indent = line.prefix { $0 == " " }.count
        let first = String(line.prefix(indent))
        if line.dropFirst(indent).hasPrefix("- ") { indent += 2 }
        var lines: [String] = []
        var current = first
        var length = current.count
        var isEmpty = true
        for word in line.split(separator: " ") {
            let count = word.count
            if !isEmpty, length + 1 + count > lineLength {
                lines.append(current)
                current = String(repeating: " ", count: indent)
                length = indent
                isEmpty = true
            }
            if !isEmpty { current += " " }
            length += count + (isEmpty ? 0 : 1)
            current += word
            isEmpty = false
        }
        lines.append(current)
        return lines
    }
}
