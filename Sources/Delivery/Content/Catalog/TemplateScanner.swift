/// Reads the Mustache that herald allows into nodes: variables, sections, partials, blocks and comments.
///
/// Not allowed is what cannot be checked before it is rendered: other delimiters, transforms, dynamic partials, pragmas.
struct TemplateScanner {
    private let path: String
    private var rest: Substring
    private var line = 1

    private init(path: String, text: String) {
        self.path = path
        rest = text[...]
    }

    /// - Throws: ``TemplateProblem`` for a tag that is malformed, not allowed or not closed.
    static func nodes(of text: String, path: String) throws(TemplateProblem) -> [TemplateNode] {
        var scanner = TemplateScanner(path: path, text: text)
        return try scanner.nodes(until: nil, depth: 0)
    }

    private mutating func nodes(until end: (name: String, line: Int)?, depth: Int) throws(TemplateProblem)
        -> [TemplateNode]
    {
        guard depth <= 32 else { throw problem("sections are nested too deeply") }
        var nodes: [TemplateNode] = []
        while let open = rest.firstRange(of: "{{") {
            let text = String(rest[..<open.lowerBound])
            if !text.isEmpty { nodes.append(.text(text)) }
            line += text.count { $0 == "\n" }
            rest = rest[open.upperBound...]
            let start = line
            switch try tag() {
            case .comment: break
            case .variable(let name): nodes.append(.variable(name, isRaw: false, line: start))
            case .raw(let name): nodes.append(.variable(name, isRaw: true, line: start))
            case .partial(let name): nodes.append(.partial(name, line: start))
            case .open(let sign, let name):
                let children = try self.nodes(until: (name, start), depth: depth + 1)
                nodes.append(
                    sign == "$"
                        ? .block(name, children, line: start)
                        : .section(name, isInverted: sign == "^", children, line: start))
            case .close(let name):
                guard let end else { throw problem("{{/\(name)}} closes nothing") }
                guard name == end.name else {
                    throw problem("{{/\(name)}} closes '\(end.name)', which line \(end.line) opens")
                }
                return nodes
            }
        }
        if let end { throw TemplateProblem(path: path, line: end.line, message: "'\(end.name)' is never closed") }
        if !rest.isEmpty { nodes.append(.text(String(rest))) }
        return nodes
    }

    private enum Tag {
        case comment
        case variable(String)
        case raw(String)
        case partial(String)
        case open(Character, String)
        case close(String)
    }

    private mutating func tag() throws(TemplateProblem) -> Tag {
        let sign = rest.first
        let closing = sign == "{" ? "}}}" : "}}"
        guard let close = rest.firstRange(of: closing) else { throw problem("a tag is never closed with \(closing)") }
        let content = rest[..<close.lowerBound]
        rest = rest[close.upperBound...]
        let start = line
        line += content.count { $0 == "\n" }
        switch sign {
        case "!": return .comment
        case "#", "^", "$": return .open(content.first!, try name(content.dropFirst(), start))
        case "/": return .close(try name(content.dropFirst(), start))
        case "{", "&": return .raw(try name(content.dropFirst(), start))
        case ">": return .partial(try name(content.dropFirst(), start))
        case "=", "<", "%":
            throw TemplateProblem(
                path: path, line: start,
                message: "{{\(content)}}: delimiters, parents and pragmas are not supported here; use {{>partial}}")
        default: return .variable(try name(content, start))
        }
    }

    private func name(_ content: Substring, _ line: Int) throws(TemplateProblem) -> String {
        let name = content.trimmingBlanks
        let isName =
            !name.isEmpty
            && name.utf8.allSatisfy {
                (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: "_")
                    || $0 == UInt8(ascii: ".")
            } && !name.hasPrefix(".") && !name.hasSuffix(".")
        guard isName else {
            throw TemplateProblem(
                path: path, line: line,
                message: "'\(name.prefix(40))' is no name; names are lower-case letters, digits, '_' and '.'")
        }
        return name
    }

    private func problem(_ message: String) -> TemplateProblem {
        TemplateProblem(path: path, line: line, message: message)
    }
}

extension Substring {
    fileprivate var trimmingBlanks: String {
        var text = self
        while let first = text.first, first.isWhitespace { text = text.dropFirst() }
        while let last = text.last, last.isWhitespace { text = text.dropLast() }
        return String(text)
    }
}
