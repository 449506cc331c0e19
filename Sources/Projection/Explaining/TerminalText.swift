/// Text for a terminal: lines of at most 100 columns, indented by depth, free of what a terminal would obey.
struct TerminalText {
    static let width = 100
    private(set) var lines: [String] = []

    /// The lines as one text, each with its line break.
    var text: String { lines.map { $0 + "\n" }.joined() }

    /// Adds a paragraph; what does not fit goes on below, a little further in.
    /// - Parameter depth: two columns each.
    mutating func add(_ text: String, depth: Int = 0) {
        let indent = String(repeating: "  ", count: depth)
        let hanging = indent + "    "
        var line = indent
        var isEmpty = true
        for word in TerminalText.harmless(text).split(separator: " ", omittingEmptySubsequences: false) {
            var rest = word
            if !isEmpty, line.count + 1 + rest.count > TerminalText.width {
                lines.append(line)
                line = hanging
                isEmpty = true
            }
            if !isEmpty { line += " " }
            // A word longer than a line is cut: ids are hostile text.
            while line.count + rest.count > TerminalText.width {
                let room = TerminalText.width - line.count
                lines.append(line + rest.prefix(room))
                rest = rest.dropFirst(room)
                line = hanging
            }
            line += rest
            isEmpty = false
        }
        lines.append(line)
    }

    /// Control characters become U+FFFD: they could move the cursor or change what was printed before.
    private static func harmless(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isControl) else { return text }
        return String(String.UnicodeScalarView(text.unicodeScalars.map { isControl($0) ? "\u{FFFD}" : $0 }))
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }
}
