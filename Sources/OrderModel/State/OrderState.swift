public import OMSMessages

/// Everything the messages of one order add up to: the fold of its stream up to a position.
///
/// The read model of an order is this value; transitions are differences between two of them. Folding never fails and
/// never decides. With status dates present it does not depend on the order or repetition of messages (decision table,
/// section 2). Read `lines`, `shipments`, `returnRecords` and `refunds` first.
public struct OrderState: Hashable, Sendable {
    public let salesChannel: String
    public let orderID: String

    // MARK: What the newest snapshot said
    /// Whether a snapshot has arrived. Until then the order is *incomplete*.
    public internal(set) var isPlaced = false
    /// The stamp of the newest snapshot; see ``Latest``.
    public internal(set) var base: Stamp?
    public internal(set) var status = CurrentStatus()
    public internal(set) var originalOrderID = Latest<String>()
    public internal(set) var language = Latest<String>()
    public internal(set) var origin = Latest<String>()
    public internal(set) var originDate = Latest<Timestamp>()
    public internal(set) var customerID = Latest<String>()
    public internal(set) var customerType = Latest<Code>()
    public internal(set) var payments = Latest<[OrderPayment]>()
    public internal(set) var customAttributes = Latest<[CustomAttribute]>()
    /// Every address ever seen, by reference; ascending by key.
    public internal(set) var addresses: [AddressState] = []
    /// Every line ever seen, ascending by number.
    public internal(set) var lines: [LineState] = []

    // MARK: Facts that only ever become true
    public internal(set) var facts = OrderFacts()
    /// Ids named by `line_cancelled`, ascending; see ``cancelledLines``.
    public internal(set) var cancelledLineIDs: [String] = []
    /// The statuses of all snapshots by date, for counting runs of errors.
    public internal(set) var statusHistory = StatusHistory()

    // MARK: What happened to the order
    /// Ascending by id.
    public internal(set) var shipments: [ShipmentState] = []
    /// Returns as the messages named them; ``returns`` joins a blind one with its RMA.
    public internal(set) var returnRecords: [ReturnState] = []
    /// Ascending by id.
    public internal(set) var refunds: [RefundState] = []

    /// An order of which nothing is known yet.
    public init(salesChannel: String, orderID: String) {
        self.salesChannel = salesChannel
        self.orderID = orderID
    }
}

/// The latches of an order. Source: decision table, sections 2 and 3 (rules 4 and 8).
public struct OrderFacts: Hashable, Sendable {
    /// Status `LOGISTICCOMPLETE`, `LOGISTICSCOMPLETE` or `COMPLETE`, ever.
    public internal(set) var logisticsComplete = false
    /// `CANCELLED` or `FULLYCANCELLED` as status, `status.code` or reason, or every known line cancelled, ever.
    public internal(set) var cancelled = false
    /// Status `CANCELLED` itself, ever: where the policy says so it stands for both facts.
    public internal(set) var statusCancelled = false
    /// `ABORTED` with reason `TEST`, ever.
    public internal(set) var testOrder = false

    public init() {}

    /// Whether *logistics complete* and *cancelled* are both true (decision table, rule 4).
    public func isFullyCancelled(_ rules: FoldRules) -> Bool {
        (logisticsComplete && cancelled) || (rules.cancelledStatusIsFinal && statusCancelled)
    }

    /// Restores stored latches.
    public init(logisticsComplete: Bool, cancelled: Bool, statusCancelled: Bool, testOrder: Bool) {
        self.logisticsComplete = logisticsComplete
        self.cancelled = cancelled
        self.statusCancelled = statusCancelled
        self.testOrder = testOrder
    }
}
