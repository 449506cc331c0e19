/// One communication: what it said, to whom, what became of it, and why it exists.
public struct CommunicationPage: ConsolePage {
    public static let template = "communication"
    public var title: String { "\(kind) · \(orderID)" }
    public var section: String? { "/communications" }
    public var isLive: Bool { true }

    public var kind: String
    public var orderID: String
    public var orderPath: String
    public var salesChannel: String
    public var status: Chip
    /// Why it stands there, as a person reads it.
    public var reason: String?
    public var facts: [Fact] = []
    public var deliveries: DeliveryTable?
    public var attempts: AttemptTable?
    public var history: ActionTable?
    /// What was said; nil where nothing is stored.
    public var content: StoredContent?
    /// Why nothing is stored.
    public var noContent: String = ""
    public var actions: [ActionForm] = []
    public var why: Why

    public init(
        kind: String, orderID: String, orderPath: String, salesChannel: String, status: Chip, reason: String?, why: Why
    ) {
        self.kind = kind
        self.orderID = orderID
        self.orderPath = orderPath
        self.salesChannel = salesChannel
        self.status = status
        self.reason = reason
        self.why = why
    }

    /// The stored bytes of what was said.
    public struct StoredContent: PageValue {
        public var subject: String?
        /// The path of the HTML, for a frame of its own; nil where there is none.
        public var htmlPath: String?
        public var text: String?
        public var textMessage: String?
        /// The other forms, to open.
        public var sources: [Fact]

        public init(subject: String?, htmlPath: String?, text: String?, textMessage: String?, sources: [Fact]) {
            self.subject = subject
            self.htmlPath = htmlPath
            self.text = text
            self.textMessage = textMessage
            self.sources = sources
        }
    }
}

/// Where a communication goes.
public struct DeliveryTable: PageValue {
    public var rows: [Row]

    /// Nil without deliveries.
    public init?(_ rows: [Row]) {
        guard !rows.isEmpty else { return nil }
        self.rows = rows
    }

    public struct Row: PageValue {
        public var channel: String
        public var recipient: String
        public var status: Chip
        public var reason: String?
        public var attempts: String
        public var next: Moment?
        public var finished: Moment?

        public init(channel: String, recipient: String, status: Chip, reason: String?, attempts: Int) {
            self.channel = channel
            self.recipient = recipient
            self.status = status
            self.reason = reason
            self.attempts = String(attempts)
        }
    }
}

/// The tries of a communication's deliveries.
public struct AttemptTable: PageValue {
    public var rows: [Row]

    /// Nil without attempts.
    public init?(_ rows: [Row]) {
        guard !rows.isEmpty else { return nil }
        self.rows = rows
    }

    public struct Row: PageValue {
        public var number: String
        public var channel: String
        public var recipient: String
        public var at: Moment
        public var outcome: Chip
        public var response: String?
        public var took: String?

        public init(number: Int, channel: String, recipient: String, at: Moment, outcome: Chip) {
            self.number = String(number)
            self.channel = channel
            self.recipient = recipient
            self.at = at
            self.outcome = outcome
        }
    }
}

/// What people did about a communication.
public struct ActionTable: PageValue {
    public var rows: [Row]

    /// Nil where nobody did anything.
    public init?(_ rows: [Row]) {
        guard !rows.isEmpty else { return nil }
        self.rows = rows
    }

    public struct Row: PageValue {
        public var at: Moment
        public var action: String
        public var actor: String
        public var reason: String
        /// The path of the communication that it made.
        public var resultPath: String?

        public init(at: Moment, action: String, actor: String, reason: String, resultPath: String?) {
            self.at = at
            self.action = action
            self.actor = actor
            self.reason = reason
            self.resultPath = resultPath
        }
    }
}
