/// Communications in a table.
public struct CommunicationTable: PageValue {
    public var caption: String
    public var rows: [CommunicationRow]
    /// The path of the next page.
    public var next: String?

    /// Nil without rows.
    public init?(_ rows: [CommunicationRow], caption: String, next: String? = nil) {
        guard !rows.isEmpty else { return nil }
        self.caption = caption
        self.rows = rows
        self.next = next
    }
}

/// A communication in a table.
public struct CommunicationRow: PageValue {
    public var path: String
    /// The kind as people say it.
    public var kind: String
    public var orderID: String
    public var orderPath: String
    public var salesChannel: String
    public var status: Chip
    /// Why it stands there, as a person reads it; nil where the status says it all.
    public var reason: String?
    public var decidedAt: Moment
    /// Who is told, where it is not the customer.
    public var audience: String?

    public init(
        path: String, kind: String, orderID: String, orderPath: String, salesChannel: String, status: Chip,
        reason: String?, decidedAt: Moment, isForCustomer: Bool
    ) {
        self.path = path
        self.kind = kind
        self.orderID = orderID
        self.orderPath = orderPath
        self.salesChannel = salesChannel
        self.status = status
        self.reason = reason
        self.decidedAt = decidedAt
        audience = isForCustomer ? nil : "to customer service"
    }
}
