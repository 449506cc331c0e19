/// `line_cancelled`: one line of an order was cancelled. No channel, no reason, no line number; the id may fit several lines.
public struct LineCancelled: Hashable, Sendable {
    public var orderID: String
    public var lineID: String?
    public init(orderID: String, lineID: String?) {
        self.orderID = orderID
        self.lineID = lineID
    }
}
