/// What a communication is about. `subject` in the API; always all four members.
public struct Subject: Hashable, Sendable {
    public var refundID: String?
    public var returnID: String?
    public var shipmentID: String?
    /// Line numbers, ascending.
    public var lines: [Int]

    public init(refundID: String? = nil, returnID: String? = nil, shipmentID: String? = nil, lines: [Int] = []) {
        self.refundID = refundID
        self.returnID = returnID
        self.shipmentID = shipmentID
        self.lines = lines
    }
}
