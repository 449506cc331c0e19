/// The settings by which it is decided who is told what, and where each comes from.
public struct PolicyPage: ConsolePage {
    public static let template = "policy"
    public var title: String { "Policy" }
    public var section: String? { "/policy" }

    /// The sales channels to choose from, the others first.
    public var salesChannels: [ViewLink]
    public var caption: String
    public var rows: [Row]

    public init(salesChannels: [ViewLink], caption: String, rows: [Row]) {
        self.salesChannels = salesChannels
        self.caption = caption
        self.rows = rows
    }

    public struct Row: PageValue {
        public var name: String
        public var value: String
        public var meaning: String
        /// Whether it is the channel's own, everybody's, or nobody gave it.
        public var origin: Chip
        /// The file, variable or option; nil where nobody gave it.
        public var source: String?

        public init(name: String, value: String, meaning: String, origin: Chip, source: String?) {
            self.name = name
            self.value = value
            self.meaning = meaning
            self.origin = origin
            self.source = source
        }
    }
}
