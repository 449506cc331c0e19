/// A text in blocks, before it becomes plain text or HTML. Values are plain text; each form escapes for itself.
struct Letter {
    var subject: String
    var blocks: [Block] = []

    enum Block: Hashable {
        case heading(String)
        case paragraph(String)
        /// Entries of a list: a first line, and further ones below it.
        case list([Item])
        /// Labels with values, such as a carrier and a number.
        case details([Detail])
        /// A link, with what it leads to.
        case link(label: String, url: String)
    }

    struct Item: Hashable {
        var title: String
        var notes: [String] = []
    }

    struct Detail: Hashable {
        var label: String
        var value: String
    }

    init(subject: String) { self.subject = CleanText.line(subject) }

    mutating func heading(_ text: String) { blocks.append(.heading(text)) }

    mutating func paragraph(_ text: String) { blocks.append(.paragraph(text)) }

    /// A list; nothing for an empty one.
    mutating func list(_ items: [Item]) {
        if !items.isEmpty { blocks.append(.list(items)) }
    }

    /// Labels with those values that are known; nothing when none is.
    mutating func details(_ pairs: [(String, String?)]) {
        let known = pairs.compactMap { label, value in value.map { Detail(label: label, value: $0) } }
        if !known.isEmpty { blocks.append(.details(known)) }
    }

    /// A link; nothing when it is not known.
    mutating func link(_ label: String, _ url: String?) {
        if let url { blocks.append(.link(label: label, url: url)) }
    }

    var rendered: RenderedContent { RenderedContent(subject: subject, text: text, html: html) }
}
