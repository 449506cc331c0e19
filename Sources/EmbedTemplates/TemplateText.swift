import FoundationEssentials

/// One template file: where it lies below the folder of templates, and what it says.
struct TemplateText: Equatable {
    /// The path below the folder, without `.mustache`; other files keep the end of their name.
    var path: String
    /// The text, lines ended by `\n` whatever the checkout did.
    var text: String

    init(path: String, text: String) {
        self.path = path
        // A CRLF pair is one `Character`.
        self.text = String(text.map { $0 == "\r\n" ? "\n" : $0 })
    }

    /// What is embedded: templates, and the files that pages refer to.
    static let extensions = ["mustache", "css", "js", "svg"]

    /// Reads every file with one of these extensions below a folder, in path order.
    static func readAll(below root: String) throws -> [TemplateText] {
        let root = root.hasSuffix("/") ? String(root.dropLast()) : root
        let paths = try FileManager.default.subpathsOfDirectory(atPath: root)
        return try paths.filter { path in extensions.contains { path.hasSuffix("." + $0) } }.sorted().map { path in
            TemplateText(
                path: path.hasSuffix(".mustache") ? String(path.dropLast(".mustache".count)) : path,
                text: try String(contentsOfFile: root + "/" + path, encoding: .utf8))
        }
    }

    /// A raw string literal that holds the text whatever quotes, backslashes and `#` are in it.
    var literal: String {
        var longest = 0
        var run = 0
        for character in text {
            run = character == "#" ? run + 1 : 0
            longest = max(longest, run)
        }
        let pounds = String(repeating: "#", count: longest + 1)
        return "\(pounds)\"\"\"\n\(text)\n\"\"\"\(pounds)"
    }

    /// The Swift source that holds all templates.
    static func source(of templates: [TemplateText]) -> String {
        let elements = templates.map { "        (\"\($0.path)\", \($0.literal)),\n" }.joined()
        return """
            // Generated from the templates by EmbedTemplates.

            /// The templates that herald brings along.
            enum BuiltInTemplates {
                /// Paths, templates' without `.mustache`, ascending, and texts.
                static let files: [(path: String, text: String)] = [
            \(elements)    ]
            }

            """
    }
}
