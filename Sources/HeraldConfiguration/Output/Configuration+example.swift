extension Configuration {
    /// A configuration file that explains every key and sets it to its default.
    public static var exampleYAML: String {
        var text = "# Configuration of herald: every key with its default.\n"
        text += syntax.map { "# \($0)\n" }.joined()
        var open: [String] = []
        for key in ConfigurationKey.all where !key.isChannelSetting {
            let path = key.pattern.path(with: [])
            let section = path.dropLast()
            let shared = zip(open, section).prefix { $0 == $1 }.count
            for depth in shared..<section.count {
                text += "\(depth == 0 ? "\n" : "")\(indent(depth))\(section[depth]):\n"
            }
            if section.isEmpty { text += "\n" }
            open = Array(section)
            text += example(of: key, name: path[path.count - 1], depth: section.count)
        }
        return text
    }

    private static func example(of key: ConfigurationKey, name: String, depth: Int) -> String {
        let indent = indent(depth)
        let unit = key.unit.map { " (\($0))" } ?? ""
        var text = "\(indent)# \(key.documentation)\n\(indent)# Takes \(key.allowed)\(unit).\n"
        if !key.isSection { text += "\(indent)# Environment: \(key.environmentName)\n" }
        let line = "\(name): \(key.defaultValue.yaml)"
        return text + indent + (key.pattern.isFree ? "# " : "") + line + "\n"
    }

    private static func indent(_ depth: Int) -> String { String(repeating: "  ", count: depth) }
}

extension ConfigurationValue {
    /// The value in YAML, on one line.
    fileprivate var yaml: String {
        switch self {
        case .none, .integer, .flag, .duration, .size, .section: text
        case .text(let text): Self.quoted(text)
        case .list(let items): "[\(items.map(Self.quoted).joined(separator: ", "))]"
        case .tokens: "[]"
        }
    }

    /// A text in double quotes, unless it is a plain word.
    private static func quoted(_ text: String) -> String {
        let isWord = text.first?.isLetter == true && text.allSatisfy { $0.isASCII && ($0.isLetter || $0 == "_") }
        if isWord, !["true", "false", "yes", "no", "on", "off", "null", "none"].contains(text.lowercased()) {
            return text
        }
        return "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }
}
