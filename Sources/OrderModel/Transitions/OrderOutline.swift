/// What is remembered of an order while a message is folded into it: all that a transition can be seen in.
///
/// Taken before the fold, and small on purpose: the state itself is then changed in place and never copied.
public struct OrderOutline: Hashable, Sendable {
    public let isPlaced: Bool
    public let status: CurrentStatus
    public let facts: OrderFacts
    /// Runs of every error, ascending by reason.
    public let errorRuns: [StatusHistory.ErrorRuns]
    public let shippedLines: LineSet
    public let cancelledLines: LineSet
    public let shipments: [ShipmentState]
    /// The records; see ``OrderState/returnRecords``.
    public let returnRecords: [ReturnState]
    public let refunds: [RefundState]

    /// How many unbroken runs of (`ERROR`, reason) there were.
    /// - Parameter reason: a normalised reason code.
    public func errorRuns(reason: String) -> Int { errorRuns.first { $0.reason == reason }?.count ?? 0 }
}

extension OrderState {
    /// The outline of this state.
    public var outline: OrderOutline {
        OrderOutline(
            isPlaced: isPlaced, status: status, facts: facts, errorRuns: statusHistory.allErrorRuns,
            shippedLines: shippedLines, cancelledLines: cancelledLines, shipments: shipments,
            returnRecords: returnRecords, refunds: refunds)
    }
}
