/// Delivery channels and their endpoints: whether they work, what waits for them, and who paused them.
public struct ChannelsPage: ConsolePage {
    public static let template = "channels"
    public var title: String { "Channels" }
    public var section: String? { "/channels" }
    public var isLive: Bool { true }

    public var rows: [Row]
    /// Sends a test; nil for who may not, and on a node that cannot.
    public var sample: SampleForm?

    public init(rows: [Row], sample: SampleForm? = nil) {
        self.rows = rows
        self.sample = sample
    }

    /// What a test shows, and whom it goes to.
    public struct SampleForm: PageValue {
        public var channels: [Choice]
        public var kinds: [Choice]
        public var locales: [Choice]
        /// Proves that it comes from a page of this visitor.
        public var formToken: String

        public init(channels: [Choice], kinds: [Choice], locales: [Choice], formToken: String) {
            self.channels = channels
            self.kinds = kinds
            self.locales = locales
            self.formToken = formToken
        }
    }

    public struct Row: PageValue {
        /// The channel, and its endpoint where the row is about one.
        public var name: String
        public var status: Chip
        /// Why it stands there, as a person reads it.
        public var reason: String?
        public var since: Moment?
        /// When the next delivery tries whether it works again.
        public var nextProbe: Moment?
        /// On their way; of them those that wait for the channel.
        public var due: String
        public var waiting: String?
        public var sent: String
        public var failed: String
        /// The paths of the outbox with these deliveries; nil for endpoints, which it does not tell apart.
        public var duePath: String?
        public var failedPath: String?
        public var forms: [SettlementForm]

        public init(
            name: String, status: Chip, reason: String?, since: Moment?, nextProbe: Moment?, due: String, waiting: Int,
            sent: String, failed: String, duePath: String?, failedPath: String?, forms: [SettlementForm]
        ) {
            self.name = name
            self.status = status
            self.reason = reason
            self.since = since
            self.nextProbe = nextProbe
            self.due = due
            self.waiting = waiting == 0 ? nil : "\(waiting) of them for the channel"
            self.sent = sent
            self.failed = failed
            self.duePath = duePath
            self.failedPath = failedPath
            self.forms = forms
        }
    }
}
