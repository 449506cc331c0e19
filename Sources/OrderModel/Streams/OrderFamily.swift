public import OMSMessages

/// A message at its place in the log.
public struct LogEntry: Hashable, Sendable {
    /// Its position within the shard.
    public var position: Int64
    /// When it was received, microseconds since 1970, UTC. The clock of every decision: replay sees the same time.
    public var receivedAt: Timestamp
    /// Whether it was imported as history, about which nobody is told.
    public var isHistorical: Bool
    public var message: OMSMessage

    public init(position: Int64, receivedAt: Timestamp, isHistorical: Bool, message: OMSMessage) {
        self.position = position
        self.receivedAt = receivedAt
        self.isHistorical = isHistorical
        self.message = message
    }
}

/// All orders that share an order id, one for each sales channel, and the messages that do not name theirs.
///
/// The unit of folding: a message without a channel can only be understood among them. Source: decision table, section 2
/// ("Messages without a sales channel").
public struct OrderFamily: Hashable, Sendable {
    public let orderID: String
    /// Ascending by sales channel.
    public internal(set) var orders: [OrderState]
    /// Messages that wait for their order, in log order.
    public internal(set) var waiting: [LogEntry]

    /// - Parameters:
    ///   - orders: what is known of the orders with this id.
    ///   - waiting: the messages that still wait.
    public init(orderID: String, orders: [OrderState] = [], waiting: [LogEntry] = []) {
        self.orderID = orderID
        self.orders = orders.sorted { $0.salesChannel < $1.salesChannel }
        self.waiting = waiting
    }

    /// The order of one channel.
    public func order(_ channel: String) -> OrderState? { orders.first { $0.salesChannel == channel } }
}

/// Is told what a message did to its family, and sees the family after it.
public typealias FamilyObserver = (LogEntry, FamilyStep.Outcome, OrderFamily) -> Void

/// What a message did to its family.
public struct FamilyStep: Hashable, Sendable {
    public var entry: LogEntry
    public var outcome: Outcome

    public init(entry: LogEntry, outcome: Outcome) {
        self.entry = entry
        self.outcome = outcome
    }

    public enum Outcome: Hashable, Sendable {
        /// Folded into an order.
        case folded(Fold)
        /// It belongs to an order's timeline (nil: to none yet) and changes nothing: unknown methods, `*.reported`.
        case unchanged(salesChannel: String?)
        /// It waits until an order with its id is known.
        case waiting
        /// Two orders own the id: an operator must say which it is. The orders go on.
        case setAside
    }

    /// One fold: what the order was before, and what became of it. (What it is after, the family knows.)
    public struct Fold: Hashable, Sendable {
        public var salesChannel: String
        /// The place of the order in ``OrderFamily/orders``.
        public var index: Int
        public var before: OrderOutline
        public var report: FoldReport
        public var transitions: [Transition]
    }
}

/// What is known about sales channels; part of the policy.
public struct ChannelRules: Hashable, Sendable {
    /// The channel that a snapshot without one belongs to. Default `default`.
    public var defaultChannel: String
    /// The channels that configuration names, with their settings.
    public var configured: [String: FoldRules]
    /// The settings of every other channel.
    public var others: FoldRules

    public init(
        defaultChannel: String = "default", configured: [String: FoldRules] = [:], others: FoldRules = .default
    ) {
        self.defaultChannel = defaultChannel
        self.configured = configured
        self.others = others
    }

    public func rules(for channel: String) -> FoldRules { configured[channel] ?? others }
}
