public import OMSMessages

extension OrderState {
    /// Folds one message of this order into the state. Never fails, never decides.
    ///
    /// `*.reported` and unknown methods change nothing (decision table, section 2).
    @discardableResult
    public mutating func fold(_ message: OMSMessage) -> FoldReport {
        var report = FoldReport()
        switch message.payload {
        case .order(let snapshot):
            report.isStaleSnapshot = fold(snapshot, isCreation: message.envelope.method == .orderCreated)
        case .lineCancelled(let cancelled):
            if let id = cancelled.lineID, !cancelledLineIDs.contains(id) {
                cancelledLineIDs.append(id)
                cancelledLineIDs.sort()
            }
        case .shipment(let shipment): fold(shipment)
        case .returnUpdated(let update): report.isStaleReturn = fold(update, isReceipt: false)
        case .returnReceived(let receipt): report.isStaleReturn = fold(receipt, isReceipt: true)
        case .refund(let refund): report.isStaleRefund = fold(refund)
        case .other: return report
        }
        latchCancellation()
        inferRefundFacts()
        return report
    }

    /// Every known line cancelled is one of the ways in which an order counts as cancelled (decision table, rule 4).
    private mutating func latchCancellation() {
        if !facts.cancelled, isEveryLineCancelled { facts.cancelled = true }
    }
}
