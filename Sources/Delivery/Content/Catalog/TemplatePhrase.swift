import Markup
import Mustache

/// A phrase of a language: a short text with variables, written once and used in plain text and in HTML.
struct TemplatePhrase: Sendable {
    let path: String
    let line: Int
    /// Whether it is the merchant's.
    let isOverride: Bool
    let nodes: [TemplateNode]
    /// For subjects and text messages.
    let plain: MustacheTemplate
    /// For the HTML part: its own characters are escaped, and each variable is isolated from the direction around it.
    let html: MustacheTemplate

    private init(path: String, line: Int, isOverride: Bool, nodes: [TemplateNode]) throws(TemplateProblem) {
        self.path = path
        self.line = line
        self.isOverride = isOverride
        self.nodes = nodes
        plain = try MustacheTemplate.compiled(TemplatePhrase.source(nodes, isHTML: false), path: path, line: line)
        html = try MustacheTemplate.compiled(TemplatePhrase.source(nodes, isHTML: true), path: path, line: line)
    }

    /// Reads a file of phrases: blocks `{{$name}}…{{/name}}`, between which only blanks and comments stand.
    static func phrases(
        of text: String, path: String, isOverride: Bool = false
    ) throws(TemplateProblem) -> [String: TemplatePhrase] {
        var phrases: [String: TemplatePhrase] = [:]
        for node in try TemplateScanner.nodes(of: text, path: path) {
            switch node {
            case .text(let text) where text.allSatisfy(\.isWhitespace): continue
            case .block(let name, let nodes, let line):
                guard phrases[name] == nil else {
                    throw TemplateProblem(path: path, line: line, message: "'\(name)' is there twice")
                }
                phrases[name] = try TemplatePhrase(
                    path: path, line: line, isOverride: isOverride, nodes: nodes)
            default:
                throw TemplateProblem(
                    path: path, message: "holds something outside of its {{$name}}…{{/name}} blocks")
            }
        }
        return phrases
    }

    /// The phrase as one line of Mustache.
    private static func source(_ nodes: [TemplateNode], isHTML: Bool) -> String {
        func source(_ nodes: [TemplateNode]) -> String {
            nodes.map { node in
                switch node {
                case .text(let text): isHTML ? HTMLText.escaped(text.onOneLine) : text.onOneLine
                case .variable(let name, _, _):
                    isHTML && !name.hasPrefix("words.") ? "<bdi>{{\(name)}}</bdi>" : "{{\(name)}}"
                case .section(let name, let isInverted, let children, _):
                    "{{\(isInverted ? "^" : "#")\(name)}}\(source(children))" + "{{/\(name)}}"
                case .partial(let name, _): "{{>\(name)}}"
                case .block(_, let children, _): source(children)
                }
            }.joined()
        }
        return source(nodes).trimmingASCIIBlanks
    }
}

extension MustacheTemplate {
    /// Compiles a template; a mistake of syntax that the checks let through is a problem like any other.
    static func compiled(_ text: String, path: String, line: Int = 1) throws(TemplateProblem) -> MustacheTemplate {
        do { return try MustacheTemplate(string: text) } catch {
            throw TemplateProblem(path: path, line: line, message: "is not well-formed Mustache: \(error)")
        }
    }
}

extension String {
    /// A line break with the blanks around it becomes one blank, so that phrases may be wrapped in their file.
    fileprivate var onOneLine: String {
        guard contains("\n") else { return self }
        let lines = split(separator: "\n", omittingEmptySubsequences: false)
        return lines.enumerated().map { index, line in
            var line = line
            if index > 0 { line = line.drop { $0 == " " } }
            if index < lines.count - 1 { while line.last == " " { line = line.dropLast() } }
            return String(line)
        }.joined(separator: " ")
    }

    fileprivate var trimmingASCIIBlanks: String {
        var text = self[...]
        while text.first == " " { text = text.dropFirst() }
        while text.last == " " { text = text.dropLast() }
        return String(text)
    }
}
