internal import Markup
internal import Mustache

/// The templates of the console, read once.
///
/// They are built in and tested with every page, so a mistake in one is a mistake of the program.
enum ConsoleTemplates {
    /// Writes a value with a template.
    static func text(_ template: String, _ value: some PageValue) -> String {
        guard let text = library.render(Stack(top: value, template: template), withTemplate: template) else {
            preconditionFailure("there is no template '\(template)'")
        }
        return text
    }

    private static let library: MustacheLibrary = {
        MustacheContentTypes.register(EscapedHTML(), named: contentType)
        var library = MustacheLibrary()
        for file in BuiltInTemplates.files where !file.path.contains(".") {
            do {
                // Also a partial begins anew with the library's own way to escape.
                try library.register("{{% CONTENT_TYPE:\(contentType)}}\n" + file.text, named: file.path)
            } catch {
                preconditionFailure("template '\(file.path)' cannot be read: \(error)")
            }
        }
        return library
    }()

    private static let contentType = "HERALD-CONSOLE"

    private struct EscapedHTML: MustacheContentType {
        func escapeText(_ text: String) -> String { HTMLText.escaped(text) }
    }

    /// A page's own values, and below them what knows no name.
    private struct Stack<Value: PageValue>: MustacheParent {
        let top: Value
        let template: String

        func child(named name: String) -> Any? {
            top.child(named: name) ?? UnknownNames(template: template).child(named: name)
        }
    }
}
