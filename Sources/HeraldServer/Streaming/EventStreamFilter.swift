internal import OrderModel
internal import Projection

/// Which events a stream is to have.
struct EventStreamFilter: Sendable {
    var salesChannel: String?
    var orderID: String?
    /// A kind of communication; transitions are left out then.
    var kind: String?

    func includes(_ event: OrderEvent) -> Bool {
        guard salesChannel == nil || event.salesChannel == salesChannel else { return false }
        guard orderID == nil || event.orderID == orderID else { return false }
        guard let kind else { return true }
        return if case .communication(let communication) = event.content { communication.kindName == kind } else {
            false
        }
    }
}
