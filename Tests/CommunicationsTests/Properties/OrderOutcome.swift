import Communications
import OMSMessages

@testable import OrderModel

/// What the messages of an order came to, without what section 2 of the decision table exempts from order independence.
struct OrderOutcome: Hashable {
    /// The read model.
    var order: OrderState
    /// The business keys of its communications.
    var keys: Set<String>

    init(_ shop: Shop, of generated: RandomOrder, isDated: Bool = true) {
        order = OrderOutcome.readModel(shop.order)
        keys = Set(shop.communications.flatMap { OrderOutcome.keys($0, shop.order) })
        if !isDated {
            // "Without dates, current statuses and payment occurrences may depend on arrival."
            keys = keys.filter { !$0.hasPrefix("[\"payment_") }
        }
        if !generated.describesAllLines, !shop.order.wasCancellationStated {
            // "A cancellation by every line cancelled when a further line appears later."
            order.facts.cancelled = false
            keys = keys.filter { !$0.hasPrefix("[\"order_cancellation") }
        }
    }

    /// The facts that are latched, for messages without dates.
    var latched: [String] {
        var facts = ["\(order.facts)", "\(order.cancelledLineIDs)"]
        facts += order.lines.map { "\($0.lineNumber) \($0.wasShipped) \($0.wasCancelled)" }
        facts += order.shipments.map { "\($0.id) \($0.lineNumbers)" }
        for record in order.returnRecords {
            facts += record.lines.map { "\(record.id) \($0.lineNumber) \($0.latches)" }
        }
        facts += order.refunds.map { "\($0.id) \($0.wasStarted)" }
        return facts
    }

    private static func readModel(_ state: OrderState) -> OrderState {
        var order = state
        // "The id of a return that began blind": which was known first.
        order.returnRecords = order.returnRecords.map { record in
            var copy = ReturnState(id: record.id, rma: record.rma, blindLines: record.blindLines, ordinal: 0)
            copy.fields.status = record.status
            copy.fields.statusHistory = record.statusHistory
            copy.fields.sourceID = record.sourceID
            copy.fields.trackingCarrier = record.trackingCarrier
            copy.fields.trackingNumber = record.trackingNumber
            copy.fields.trackingURL = record.trackingURL
            copy.fields.labelURL = record.labelURL
            copy.fields.originDate = record.originDate
            copy.fields.lines = record.lines
            return copy
        }
        // "The inferred type or return link of a refund (decided once, kept)."
        for index in order.refunds.indices {
            order.refunds[index].fields.inferredType = nil
            order.refunds[index].fields.inferredReturnID = nil
        }
        return order
    }

    /// The key of a communication; of returns one for each line, since "how the lines of one return are divided among several"
    /// is exempt.
    private static func keys(_ communication: Communication, _ state: OrderState) -> [String] {
        switch communication.kind {
        case .customer(.returnAuthorized), .customer(.returnReceived):
            let id = state.independentID(ofReturn: communication.subject.returnID ?? "")
            return communication.subject.lines.map { "\(communication.kind.name) \(id) \($0)" }
        default: return [communication.key]
        }
    }
}

extension OrderState {
    /// "The id of a return that began blind" is exempt: a blind return and the RMAs that name all of its lines may have been one
    /// at some time, and have one name here.
    fileprivate func independentID(ofReturn id: String) -> String {
        guard let record = returnRecords.first(where: { $0.id == id }) else { return id }
        let blind = returnRecords.first { candidate in
            candidate.blindLines.map { Set($0).isSubset(of: record.lineNumbers) } ?? false
        }
        return blind?.id ?? id
    }

    /// Whether the latch *cancelled* was stated by a status or reason; if not, all lines being cancelled set it.
    fileprivate var wasCancellationStated: Bool {
        let codes = ["CANCELLED", "FULLYCANCELLED"]
        return statusHistory.points.contains {
            codes.contains($0.status.normalized) || codes.contains($0.reason?.normalized ?? "")
        }
    }
}

extension ReturnLineState {
    fileprivate var latches: [Bool] { [wasRequested, wasApprovedUninspected, wasApprovedInspected, wasReceived] }
}
