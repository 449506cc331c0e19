import Communications

/// What a template is for, by where it lies.
enum TemplatePath: Hashable, Sendable {
    /// `words.de`, `order_confirmation/words.de`: phrases of all kinds, or of one.
    case words(Kind?, LocaleName)
    /// `html/style`: the CSS that elements carry, by name.
    case styles
    /// `html/lines`, `text/layout`: what parts include.
    case partial(ContentForm, String)
    /// `subject`, `order_confirmation/html`, `order_confirmation/html.de`: a whole part.
    case part(Kind?, TemplatePart, LocaleName?)

    /// - Parameter path: below the folder of templates, without `.mustache`.
    init(_ path: String) throws(TemplateProblem) {
        let folders = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        let file = (folders.last ?? "").split(separator: ".", maxSplits: 1).map(String.init)
        guard folders.count <= 2, let name = file.first else { throw TemplatePath.misplaced(path) }
        if folders.count == 2, let form = ContentForm(rawValue: folders[0]) {
            guard file.count == 1 else { throw TemplatePath.misplaced(path) }
            self = form == .html && name == "style" ? .styles : .partial(form, name)
            return
        }
        var kind: Kind?
        if folders.count == 2 {
            guard let known = Kind(name: folders[0]) else { throw TemplatePath.misplaced(path) }
            kind = known
        }
        let locale = file.count > 1 ? LocaleName(file[1]) : nil
        if file.count > 1, locale == nil { throw TemplatePath.misplaced(path) }
        if name == "words", let locale {
            self = .words(kind, locale)
        } else if let part = TemplatePart(rawValue: name) {
            self = .part(kind, part, locale)
        } else {
            throw TemplatePath.misplaced(path)
        }
    }

    private static func misplaced(_ path: String) -> TemplateProblem {
        TemplateProblem(
            path: path,
            message: "is no place of a template; there are words.LOCALE, KIND/words.LOCALE, PART, KIND/PART, "
                + "KIND/PART.LOCALE, html/NAME and text/NAME, where PART is "
                + TemplatePart.allCases.map(\.rawValue).joined(separator: ", "))
    }
}

/// A part of a communication that has a template.
enum TemplatePart: String, Hashable, Sendable, CaseIterable {
    case subject
    case text
    case html
    case textMessage = "text_message"

    /// What the part is written in.
    var form: ContentForm { self == .html ? .html : .text }
}

/// What a template is written in.
enum ContentForm: String, Hashable, Sendable, CaseIterable {
    case html
    case text
}
