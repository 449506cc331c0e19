/// What was not sent, by reason and over time.
public struct NotSentPage: ConsolePage {
    public static let template = "not_sent"
    public var title: String { "Not sent" }
    public var section: String? { "/not-sent" }
    public var isLive: Bool { true }

    /// The spans of time to choose from.
    public var spans: [ViewLink]
    /// Nil if everything was sent.
    public var table: Table?

    public init(spans: [ViewLink], table: Table?) {
        self.spans = spans
        self.table = table
    }

    public struct Table: PageValue {
        public let caption: String
        public let rows: [Row]

        /// Nil without rows.
        public init?(_ rows: [Row], caption: String) {
            guard !rows.isEmpty else { return nil }
            self.rows = rows
            self.caption = caption
        }
    }

    /// One reason.
    public struct Row: PageValue {
        /// The reason's code as people say it.
        public var name: String
        /// What it means.
        public var text: String
        /// Held or suppressed.
        public var status: Chip
        /// The path of the communications themselves.
        public var path: String
        public var total: String
        public var chart: BarChart
        /// When there were far more than usual; nil if never.
        public var spike: String?

        public init(
            name: String, text: String, status: Chip, path: String, total: Int, chart: BarChart, spike: String?
        ) {
            self.name = name
            self.text = text
            self.status = status
            self.path = path
            self.total = String(total)
            self.chart = chart
            self.spike = spike
        }
    }
}
