/// Reads HTML strictly: what a browser would mend in silence is a mistake here.
struct HTMLReader {
    struct Element: Hashable {
        var name: String
        var attributes: [String: String]
    }

    struct Malformed: Error { let reason: String }

    private(set) var elements: [Element] = []
    /// The text inside `script` elements.
    private(set) var scripts: [String] = []
    /// All text outside of tags, scripts and styles.
    private(set) var text = ""

    private static let void: Set<String> = ["meta", "br", "img", "link", "hr", "input"]

    init(_ html: String) throws {
        var open: [String] = []
        var rest = html[...]
        while let tag = rest.firstIndex(of: "<") {
            text += rest[..<tag]
            rest = rest[tag...]
            if rest.hasPrefix("<!--") {
                guard let end = rest.firstRange(of: "-->") else { throw Malformed(reason: "a comment without end") }
                rest = rest[end.upperBound...]
                continue
            }
            guard let end = rest.firstIndex(of: ">") else { throw Malformed(reason: "a tag without end") }
            let content = rest[rest.index(after: tag)..<end]
            rest = rest[rest.index(after: end)...]
            if content.lowercased() == "!doctype html" { continue }
            if content.hasPrefix("/") {
                guard open.popLast() == String(content.dropFirst()) else {
                    throw Malformed(reason: "</…\(content) closes nothing")
                }
                continue
            }
            let element = try HTMLReader.element(content)
            elements.append(element)
            if ["script", "style"].contains(element.name) {
                guard let close = rest.firstRange(of: "</\(element.name)>") else {
                    throw Malformed(reason: "\(element.name) without end")
                }
                if element.name == "script" { scripts.append(String(rest[..<close.lowerBound])) }
                rest = rest[close.upperBound...]
            } else if !HTMLReader.void.contains(element.name) {
                open.append(element.name)
            }
        }
        guard open.isEmpty else { throw Malformed(reason: "never closed: \(open)") }
        text += rest
    }

    private static func element(_ content: Substring) throws -> Element {
        let name = content.prefix { $0.isLetter || $0.isNumber }
        guard !name.isEmpty, name.utf8.allSatisfy({ $0 < 0x80 }) else {
            throw Malformed(reason: "no name in <\(content)>")
        }
        var attributes: [String: String] = [:]
        var rest = content.dropFirst(name.count)
        while !rest.allSatisfy(\.isWhitespace) {
            guard let match = rest.prefixMatch(of: /\s+([a-z-]+)="([^"<]*)"/) else {
                throw Malformed(reason: "attributes of <\(content)>")
            }
            attributes[String(match.1)] = String(match.2)
            rest = rest[match.range.upperBound...]
        }
        return Element(name: String(name), attributes: attributes)
    }

    func elements(_ name: String) -> [Element] { elements.filter { $0.name == name } }
}
