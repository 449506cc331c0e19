import Mustache

/// A template that is no file of phrases: a part, a layout, a partial.
struct Template: Sendable {
    let path: String
    /// Whether it is the merchant's.
    let isOverride: Bool
    let nodes: [TemplateNode]
    let compiled: MustacheTemplate

    /// - Throws: ``TemplateProblem`` if it is malformed.
    init(_ text: String, path: String, form: ContentForm, isOverride: Bool = false) throws(TemplateProblem) {
        EscapingRules.register()
        self.path = path
        self.isOverride = isOverride
        nodes = try TemplateScanner.nodes(of: text, path: path)
        compiled = try MustacheTemplate.compiled(EscapingRules.prefix(form) + text, path: path)
    }
}
