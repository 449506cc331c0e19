/// Looking for orders, and the newest of them.
public struct FindPage: ConsolePage {
    public static let template = "find"
    public var title: String { query.isEmpty ? "Orders" : "Orders: \(query)" }
    public var section: String? { "/" }
    /// Not while something is looked for: with the only match its address leads to the order itself.
    public var isLive: Bool { query.isEmpty }
    /// The page has a larger box of its own.
    public var hasOwnSearch: Bool { true }

    /// What was looked for; empty: nothing.
    public var query: String
    /// Nil if there are none.
    public var orders: OrderTable?
    /// Nil where they are not shown.
    public var communications: CommunicationTable?
    let isSearch: Bool

    public init(query: String, orders: OrderTable?, communications: CommunicationTable?) {
        self.query = query
        self.orders = orders
        self.communications = communications
        isSearch = !query.isEmpty
    }
}

/// Orders in a table.
public struct OrderTable: PageValue {
    public var caption: String
    public var rows: [OrderRow]
    /// The path of the next page.
    public var next: String?

    public init(caption: String, rows: [OrderRow], next: String? = nil) {
        self.caption = caption
        self.rows = rows
        self.next = next
    }
}

/// An order in a table.
public struct OrderRow: PageValue {
    public var path: String
    public var orderID: String
    public var salesChannel: String
    public var status: Chip?
    public var statusReason: String?
    public var orderedAt: Moment?
    public var email: String?
    public var note: String?

    public init(
        path: String, orderID: String, salesChannel: String, status: Chip? = nil, statusReason: String? = nil,
        orderedAt: Moment? = nil, email: String? = nil, note: String? = nil
    ) {
        self.path = path
        self.orderID = orderID
        self.salesChannel = salesChannel
        self.status = status
        self.statusReason = statusReason
        self.orderedAt = orderedAt
        self.email = email
        self.note = note
    }
}
