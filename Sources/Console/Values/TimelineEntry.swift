/// A message with what it did, or something a person had done.
public struct TimelineEntry: PageValue {
    /// The id of its place on the page.
    public var anchor: String
    public var heading: String
    public var at: Moment
    /// Its position in the shard, where it is a message.
    public var position: String?
    /// The path of the message as it came.
    public var messagePath: String?
    public var messageID: String?
    public var isHistorical = false
    public var isByHand = false
    /// Whether it is the moment that was asked for.
    public var isAsked = false
    /// What became of a message that did nothing.
    public var note: String?
    public var transitions: Transitions?
    public var communications: [ToldCard] = []

    public init(anchor: String, heading: String, at: Moment) {
        self.anchor = anchor
        self.heading = heading
        self.at = at
    }

    /// What happened, in words; at least one.
    public struct Transitions: PageValue {
        public var texts: [String]

        public init(_ text: String) { texts = [text] }
    }
}

/// A communication within a timeline.
public struct ToldCard: PageValue {
    /// The path of its page; nil where it is shown as it had been decided then.
    public var path: String?
    public var kind: String
    public var status: Chip
    public var tone: String
    public var isForCustomerService: Bool
    /// Why it stands there, as a person reads it.
    public var reason: String?
    public var deliveries: [DeliveryLine] = []

    public init(path: String?, kind: String, status: Chip, isForCustomerService: Bool, reason: String?) {
        self.path = path
        self.kind = kind
        self.status = status
        tone = status.tone
        self.isForCustomerService = isForCustomerService
        self.reason = reason
    }
}

/// One way a communication takes.
public struct DeliveryLine: PageValue {
    public var channel: String
    public var recipient: String
    public var status: Chip
    public var reason: String?
    public var at: Moment?

    public init(channel: String, recipient: String, status: Chip, reason: String?, at: Moment?) {
        self.channel = channel
        self.recipient = recipient
        self.status = status
        self.reason = reason
        self.at = at
    }
}
