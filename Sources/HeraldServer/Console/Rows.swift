internal import Communications
internal import Console
internal import OMSMessages
internal import Postgres
internal import Projection

extension Moment {
    init(_ timestamp: Timestamp) { self.init(timestamp.rfc3339UTC) }

    /// Nil for the infinities.
    init?(_ timestamp: PostgresTimestamp) {
        guard timestamp != .infinity, timestamp != .negativeInfinity else { return nil }
        self.init(Timestamp(microseconds: timestamp.microsecondsSince1970))
    }
}

extension OrderTable {
    /// Orders in a table; nil if there are none.
    /// - Parameter next: the path of the next page.
    init?(_ orders: some Collection<OrderSummary>, caption: String, next: String?) {
        guard !orders.isEmpty else { return nil }
        self.init(caption: caption, rows: orders.map { OrderRow($0) }, next: next)
    }
}

extension OrderRow {
    init(_ order: OrderSummary) {
        self.init(
            path: PagePath.order(order.salesChannel, order.orderID), orderID: order.orderID,
            salesChannel: order.salesChannel, status: order.status.map { Chip(orderStatus: $0) },
            statusReason: order.statusReason, orderedAt: Moment(order.orderedAt), email: order.email,
            note: order.isTest ? "test order" : order.isPlaced ? nil : "no snapshot yet")
    }
}

extension CommunicationRow {
    init(_ communication: StoredCommunication) {
        self.init(
            path: PagePath.communication(communication.id.description), kind: Self.name(communication.kindName),
            orderID: communication.orderID,
            orderPath: PagePath.order(communication.salesChannel, communication.orderID),
            salesChannel: communication.salesChannel, status: Chip(communication.status),
            reason: communication.status == .sent ? nil : communication.detail ?? communication.reason,
            decidedAt: Moment(communication.decidedAt), isForCustomer: communication.audience == .customer)
    }

    /// `refund_triggered` as people say it.
    static func name(_ kind: String) -> String {
        let words = kind.replacing("_", with: " ")
        return words.prefix(1).uppercased() + words.dropFirst()
    }
}

extension Chip {
    init(_ status: CommunicationStatus) {
        let tone: Tone =
            switch status {
            case .sent, .acknowledged: .good
            case .pending, .sending: .running
            case .held, .delegated: .waiting
            case .failed: .bad
            case .suppressed: .quiet
            }
        self.init(status.rawValue, tone)
    }

    init(_ status: DeliveryStatus) {
        let tone: Tone =
            switch status {
            case .sent: .good
            case .pending, .sending: .running
            case .failed: .bad
            case .cancelled: .quiet
            }
        self.init(status.rawValue, tone)
    }

    /// A status of the OMS, as it spells it.
    init(orderStatus status: String) {
        let tone: Tone =
            switch Code(status).normalized {
            case "COMPLETE", "SHIPPED", "RELEASED", "RECEIVED": .good
            case "ERROR", "REJECTED": .bad
            default: .quiet
            }
        self.init(status, tone)
    }
}
