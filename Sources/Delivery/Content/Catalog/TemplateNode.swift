/// A piece of a template, as herald reads it to check it: swift-mustache renders what it does not know as nothing.
indirect enum TemplateNode: Hashable, Sendable {
    case text(String)
    /// `{{name}}`, or `{{{name}}}` if raw.
    case variable(String, isRaw: Bool, line: Int)
    /// `{{#name}}…{{/name}}`, or `{{^name}}…{{/name}}` if inverted.
    case section(String, isInverted: Bool, [TemplateNode], line: Int)
    /// `{{>name}}`.
    case partial(String, line: Int)
    /// `{{$name}}…{{/name}}`: a phrase in a file of words.
    case block(String, [TemplateNode], line: Int)
}
