public import OMSMessages

/// A return: authorised by customer service, received by the warehouse. Source: decision table, section 3, rules 5 and 6.
///
/// See ``ReturnFields`` for what it has.
public struct ReturnState: SharedRecord {
    public private(set) var shared: Shared<ReturnFields>

    var fields: ReturnFields {
        get { shared.value }
        _modify { yield &shared.value }
    }

    public init(id: String, rma: String?, blindLines: [Int]?, ordinal: Int) {
        shared = Shared(ReturnFields(id: id, rma: rma, blindLines: blindLines, ordinal: ordinal))
    }

    /// Whether the return can still lead to a refund: neither cancelled nor rejected.
    public var isLiving: Bool { self.status.status?.isOne(of: "CANCELLED", "REJECTED") != true }

    /// The numbers of all lines it names, ascending.
    public var lineNumbers: [Int] { self.lines.map(\.lineNumber) }

    /// The lines that customer service authorised, ascending.
    public var authorizedLines: [Int] { self.lines.filter(\.isAuthorized).map(\.lineNumber) }

    /// The lines that the warehouse received, ascending.
    /// - Parameter approvedMeansReceived: policy `approved_means_received`.
    public func receivedLines(approvedMeansReceived: Bool) -> [Int] {
        self.lines.filter { $0.isReceived(approvedMeansReceived: approvedMeansReceived) }.map(\.lineNumber)
    }

    public func line(_ number: Int) -> ReturnLineState? { self.lines.first { $0.lineNumber == number } }
}

/// What is known of a return.
public struct ReturnFields: Hashable, Sendable {
    /// The RMA; for a return without one, a key made from its line numbers.
    public let id: String
    /// The RMA, once one is known.
    public internal(set) var rma: String?
    /// For a blind return its line numbers, ascending: they are its identity. Nil for a return with an RMA.
    public let blindLines: [Int]?
    /// When the return was first heard of, counted in returns of this order; the id known first is the one that stays.
    public let ordinal: Int
    /// The other id, where a blind return and an RMA turned out to be one.
    public internal(set) var joinedID: String?

    /// The stamp of the newest message that spoke of it; see ``Latest``.
    public internal(set) var base: Stamp?
    public internal(set) var status = CurrentStatus()
    /// Every status stated, by date; at most ``StatusHistory/limit``.
    public internal(set) var statusHistory = StatusHistory()
    public internal(set) var sourceID = Latest<String>()
    public internal(set) var trackingCarrier = Latest<String>()
    public internal(set) var trackingNumber = Latest<String>()
    public internal(set) var trackingURL = Latest<String>()
    public internal(set) var labelURL = Latest<String>()
    public internal(set) var originDate = Latest<Timestamp>()
    /// Ascending by number.
    public internal(set) var lines: [ReturnLineState] = []

    init(id: String, rma: String?, blindLines: [Int]?, ordinal: Int) {
        self.id = id
        self.rma = rma
        self.blindLines = blindLines
        self.ordinal = ordinal
    }
}

/// A line of a return, with the latches that authorisation and receipt are derived from.
public struct ReturnLineState: Hashable, Sendable {
    public let lineNumber: Int
    /// The stamp of the newest message that spoke of it; see ``Latest``.
    public internal(set) var base: Stamp?
    public internal(set) var id = Latest<String>()
    public internal(set) var sku = Latest<String>()
    public internal(set) var reason = Latest<String>()
    public internal(set) var reasonDescription = Latest<String>()
    public internal(set) var condition = Latest<Code>()
    public internal(set) var conditionDescription = Latest<String>()
    public internal(set) var status = Latest<Code>()
    /// `updated` with `REQUESTED` named it.
    public internal(set) var wasRequested = false
    /// `updated` with `APPROVED` named it without an inspection.
    public internal(set) var wasApprovedUninspected = false
    /// `updated` with `APPROVED` named it with an inspection.
    public internal(set) var wasApprovedInspected = false
    /// `received` named it, with no status or `APPROVED`.
    public internal(set) var wasReceived = false

    public init(lineNumber: Int) { self.lineNumber = lineNumber }

    /// An approval without inspection authorises its lines too (auto-approval).
    public var isAuthorized: Bool { wasRequested || wasApprovedUninspected }

    /// Received by `received`, or by an approval that carries an inspection or answers a request, before or after.
    public func isReceived(approvedMeansReceived: Bool) -> Bool {
        wasReceived || wasApprovedInspected || (approvedMeansReceived && wasApprovedUninspected && wasRequested)
    }
}
