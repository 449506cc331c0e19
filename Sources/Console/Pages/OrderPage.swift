/// One order: what is known of it, and everything that happened.
public struct OrderPage: ConsolePage {
    public static let template = "order"
    public var title: String { "Order \(orderID)" }
    public var section: String? { "/" }
    public var isLive: Bool { pastMoment == nil }

    public var orderID: String
    public var salesChannel: String
    /// The path of the page without a moment.
    public var path: String
    public var status: Chip?
    public var statusReason: String?
    /// What sets the order apart: a test, incomplete, replacing another.
    public var notes: [String] = []
    /// The moment that was asked for, as people read it; nil: now.
    public var pastMoment: String?
    public var facts: [Fact] = []
    /// What somebody still waits for; nil: nothing that herald knows of.
    public var open: OpenList?
    public var timeline: [TimelineEntry] = []
    /// Says that the timeline does not show everything.
    public var leftOut: String?
    public var lines: LineTable?
    public var shipments: [ShipmentCard] = []
    public var returns: [ReturnCard] = []
    public var refunds: RefundTable?
    public var moments: [MomentLink] = []

    public init(orderID: String, salesChannel: String, path: String) {
        self.orderID = orderID
        self.salesChannel = salesChannel
        self.path = path
    }
}

/// What is open.
public struct OpenList: PageValue {
    public var items: [Item]

    /// Nil without items.
    public init?(_ items: [Item]) {
        guard !items.isEmpty else { return nil }
        self.items = items
    }

    public struct Item: PageValue {
        public var text: String
        public var path: String?

        public init(_ text: String, path: String? = nil) {
            self.text = text
            self.path = path
        }
    }
}

/// A moment of the order's life, to look at it as it was then.
public struct MomentLink: PageValue {
    public var position: String
    public var method: String
    public var at: Moment
    public var path: String
    public var isShown: Bool

    public init(position: Int64, method: String, at: Moment, path: String, isShown: Bool) {
        self.position = String(position)
        self.method = method
        self.at = at
        self.path = path
        self.isShown = isShown
    }
}
