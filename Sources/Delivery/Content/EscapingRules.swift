import Markup
import Mustache

/// What variables become in each form; templates name theirs in their first line.
enum EscapingRules {
    /// The line that a compiled template begins with.
    static func prefix(_ form: ContentForm) -> String { "{{% CONTENT_TYPE:\(name(form))}}\n" }

    private static func name(_ form: ContentForm) -> String { form == .html ? "HERALD-HTML" : "HERALD-TEXT" }

    /// Makes the rules known to swift-mustache, which keeps them for the whole process. Saying so again changes nothing.
    static func register() { _ = registered }

    private static let registered: Void = {
        MustacheContentTypes.register(HTML(), named: name(.html))
        MustacheContentTypes.register(Text(), named: name(.text))
    }()

    private struct HTML: MustacheContentType {
        func escapeText(_ text: String) -> String { HTMLText.escaped(text) }
    }

    private struct Text: MustacheContentType {
        func escapeText(_ text: String) -> String { text }
    }
}
