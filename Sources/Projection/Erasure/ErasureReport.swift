/// Which order: an id, and the sales channel where two channels own it.
public struct OrderReference: Hashable, Sendable {
    /// Nil: the orders of all channels that own the id.
    public var salesChannel: String?
    public var orderID: String

    public init(salesChannel: String? = nil, orderID: String) {
        self.salesChannel = salesChannel
        self.orderID = orderID
    }
}

extension OrderReference: CustomStringConvertible {
    public var description: String { (salesChannel.map { "\($0) " } ?? "") + orderID }
}

/// What an erasure did.
public struct ErasureReport: Hashable, Sendable {
    public var orders: [ErasedOrder] = []

    /// Messages whose payload was changed.
    public var messages: Int { orders.reduce(0) { $0 + $1.messages } }
    public var communications: Int { orders.reduce(0) { $0 + $1.communications } }

    public struct ErasedOrder: Hashable, Sendable {
        public var order: OrderReference
        public var messages: Int
        public var communications: Int
        /// The record of it; nil if there was nothing left to erase.
        public var erasureID: Int64?
    }
}

/// Why nothing was erased.
public enum ErasureError: Error, Hashable, Sendable {
    /// Who or why is missing: erasures are recorded with both.
    case unattributed
    case unknownOrder(OrderReference)
    /// Something about the order is on its way at this moment; it could be written down after the erasure.
    case deliveryUnderWay(OrderReference)
    case notAnEmail
}

extension ErasureError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unattributed: "say who asks for the erasure and on what ground: both are recorded"
        case .unknownOrder(let order): "the log has no message of order \(order); check the id, its letter case counts"
        case .deliveryUnderWay(let order):
            "a communication of order \(order) is being sent at this moment; try again in a minute"
        case .notAnEmail: "that is no e-mail address"
        }
    }
}
