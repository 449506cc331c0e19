/// Deliveries by what is asked of them, and above them those that failed for good, in groups; the filters live in the URL.
public struct OutboxPage: ConsolePage {
    public static let template = "outbox"
    public var title: String { "Outbox" }
    public var section: String? { "/outbox" }
    public var isLive: Bool { true }

    public var statuses: [Choice]
    public var channels: [Choice]
    public var kinds: [Choice]
    public var errorClass: String
    public var since: String
    public var until: String
    /// Whether anything is asked.
    public var isFiltered: Bool
    /// Dead letters that the filters match; nil if there are none, or none are asked for.
    public var failed: FailedGroups?
    /// Nil if there are none.
    public var deliveries: Deliveries?

    public init(
        statuses: [Choice], channels: [Choice], kinds: [Choice], errorClass: String = "", since: String = "",
        until: String = "", isFiltered: Bool = false, failed: FailedGroups? = nil, deliveries: Deliveries? = nil
    ) {
        self.statuses = statuses
        self.channels = channels
        self.kinds = kinds
        self.errorClass = errorClass
        self.since = since
        self.until = until
        self.isFiltered = isFiltered
        self.failed = failed
        self.deliveries = deliveries
    }

    /// Failed deliveries that have something in common.
    public struct FailedGroups: PageValue {
        public var caption: String
        public var rows: [FailedGroup]
        /// What may be done about all that the filters match; empty for who may not.
        public var actions: [Fact]

        /// Nil without rows.
        public init?(_ rows: [FailedGroup], caption: String, actions: [Fact]) {
            guard !rows.isEmpty else { return nil }
            self.rows = rows
            self.caption = caption
            self.actions = actions
        }
    }

    public struct FailedGroup: PageValue {
        /// The kind as people say it.
        public var kind: String
        public var channel: String
        public var errorClass: String
        /// When they failed, as people say it.
        public var age: String
        public var count: String
        public var oldest: Moment?
        public var newest: Moment?
        /// The path of the outbox with this group alone.
        public var path: String

        public init(
            kind: String, channel: String, errorClass: String, age: String, count: Int, oldest: Moment?,
            newest: Moment?, path: String
        ) {
            self.kind = kind
            self.channel = channel
            self.errorClass = errorClass
            self.age = age
            self.count = String(count)
            self.oldest = oldest
            self.newest = newest
            self.path = path
        }
    }

    public struct Deliveries: PageValue {
        public var caption: String
        public var rows: [Delivery]
        /// The path of the next page.
        public var next: String?

        /// Nil without rows.
        public init?(_ rows: [Delivery], caption: String, next: String?) {
            guard !rows.isEmpty else { return nil }
            self.rows = rows
            self.caption = caption
            self.next = next
        }
    }

    public struct Delivery: PageValue {
        /// The path of its communication.
        public var path: String
        /// The kind as people say it.
        public var kind: String
        public var orderID: String
        public var orderPath: String
        public var salesChannel: String
        public var channel: String
        public var recipient: String
        public var status: Chip
        public var reason: String?
        public var attempts: String
        public var made: Moment
        public var next: Moment?
        public var finished: Moment?

        public init(
            path: String, kind: String, orderID: String, orderPath: String, salesChannel: String, channel: String,
            recipient: String, status: Chip, reason: String?, attempts: Int, made: Moment, next: Moment?,
            finished: Moment?
        ) {
            self.path = path
            self.kind = kind
            self.orderID = orderID
            self.orderPath = orderPath
            self.salesChannel = salesChannel
            self.channel = channel
            self.recipient = recipient
            self.status = status
            self.reason = reason
            self.attempts = String(attempts)
            self.made = made
            self.next = next
            self.finished = finished
        }
    }
}
