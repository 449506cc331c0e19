/// What every kind of communication looks like in one locale, and which files it is written with.
public struct TemplatesPage: ConsolePage {
    public static let template = "templates"
    public var title: String { "Templates" }
    public var section: String? { "/templates" }

    /// The locales to choose from.
    public var locales: [ViewLink]
    public var locale: String
    /// The order that is shown; empty: an invented one.
    public var order: String
    /// The sales channel whose shop is shown; empty: any.
    public var salesChannel: String
    /// Nil if the merchant's templates are without mistakes.
    public var problems: Problems?
    public var kinds: [Kind]

    public init(
        locales: [ViewLink], locale: String, order: String, salesChannel: String, problems: Problems?, kinds: [Kind]
    ) {
        self.locales = locales
        self.locale = locale
        self.order = order
        self.salesChannel = salesChannel
        self.problems = problems
        self.kinds = kinds
    }

    /// Mistakes of the merchant's templates, each of which is left out.
    public struct Problems: PageValue {
        public let texts: [String]

        /// Nil without mistakes.
        public init?(_ texts: [String]) {
            guard !texts.isEmpty else { return nil }
            self.texts = texts
        }
    }

    public struct Kind: PageValue {
        /// The id of its place on the page.
        public var anchor: String
        public var name: String
        /// Says that it is written in another locale than the one asked for.
        public var note: String?
        /// Nil where there is nothing to show.
        public var rendered: Rendered?
        /// Why nothing is shown.
        public var missing: String
        public var sources: [Source]

        public init(
            anchor: String, name: String, note: String?, rendered: Rendered?, missing: String, sources: [Source]
        ) {
            self.anchor = anchor
            self.name = name
            self.note = note
            self.rendered = rendered
            self.missing = missing
            self.sources = sources
        }
    }

    public struct Rendered: PageValue {
        public var subject: String
        /// The path of the HTML, for a frame of its own.
        public var htmlPath: String
        /// The title of that frame.
        public var frameTitle: String
        public var text: String
        /// Names the region of the text.
        public var textTitle: String
        public var textMessage: String
        /// What it is about; nil: invented.
        public var about: Fact?

        public init(
            subject: String, htmlPath: String, frameTitle: String, text: String, textTitle: String,
            textMessage: String, about: Fact?
        ) {
            self.subject = subject
            self.htmlPath = htmlPath
            self.frameTitle = frameTitle
            self.text = text
            self.textTitle = textTitle
            self.textMessage = textMessage
            self.about = about
        }
    }

    public struct Source: PageValue {
        public var use: String
        public var path: String
        public var origin: Chip

        public init(use: String, path: String, origin: Chip) {
            self.use = use
            self.path = path
            self.origin = origin
        }
    }
}
