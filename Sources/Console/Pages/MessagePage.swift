/// One message as it came, and what it caused.
public struct MessagePage: ConsolePage {
    public static let template = "message"
    public var title: String { "Message \(position) of order \(orderID)" }
    public var section: String? { "/" }

    public var orderID: String
    public var orderPath: String
    public var position: String
    public var facts: [Fact]
    /// The payload, laid out for reading; nil where it is not shown.
    public var payload: String?
    /// Says what of the payload is not shown.
    public var leftOut: String?
    /// Says that an erasure changed it.
    public var isErased = false
    /// What it caused; nil if it does not belong to the order's story.
    public var entry: TimelineEntry?

    public init(orderID: String, orderPath: String, position: Int64, facts: [Fact], payload: String) {
        self.orderID = orderID
        self.orderPath = orderPath
        self.position = String(position)
        self.facts = facts
        self.payload = payload
    }
}
