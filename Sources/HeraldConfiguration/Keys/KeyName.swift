/// Names of keys as text: segments with dots between them, in double quotes where a segment has a dot itself.
enum KeyName {
    /// Writes a name.
    static func text(_ path: [String]) -> String {
        path.map { segment in
            let isPlain = !segment.isEmpty && !segment.contains { $0 == "." || $0 == "\"" || $0.isWhitespace }
            return isPlain ? segment : "\"\(segment)\""
        }.joined(separator: ".")
    }

    /// Reads a name.
    static func path(_ text: String) -> [String] {
        var segments = [""]
        var isQuoted = false
        for character in text {
            switch character {
            case "\"": isQuoted.toggle()
            case "." where !isQuoted: segments.append("")
            default: segments[segments.count - 1].append(character)
            }
        }
        return segments
    }
}
