import Communications
import OMSMessages
import OrderModel
import Postgres

/// Orders of one shard that a rebuild has folded to the end: all whose ids lie in a range.
///
/// Only what is stored and compared is kept of them; their states are gone. It bounds the memory of a rebuild, however long
/// the log is, and what is stored is made while the state is still at hand.
struct Portion {
    let shard: Int16
    /// The order ids lie behind this one,
    let after: String
    /// and up to this one, in the order of the database.
    var last: String
    /// Final rows of the read model, as they were folded.
    private(set) var rows: [Row] = []
    /// What was decided, order id by order id: communications are large, and stay where they were decided.
    private(set) var decided: [[Communication]] = []
    /// What another policy would have decided, where one is compared.
    private(set) var decidedOtherwise: [[Communication]] = []
    /// Orders of which messages wait or are set aside.
    private(set) var queues: [FamilyProjection] = []
    /// Orders with a message that cannot be read.
    private(set) var parked: [ParkedStream] = []
    private(set) var orders = 0
    private(set) var communications = 0
    /// The documents of all rows, a line each.
    private var documents = JSONWriter(reservingCapacity: 8192)

    init(shard: Int16, after: String) {
        self.shard = shard
        self.after = after
        last = after
    }

    /// A final row of the read model.
    struct Row {
        var orderID: String
        var salesChannel: String
        var position: Int64
        var isPlaced: Bool
        var isTest: Bool
        var status: String?
        var statusReason: String?
        var orderedAt: PostgresTimestamp
        var email: String?
        var searchTerms: [String]
        /// Where its document lies among those of the portion.
        var document: Range<Int>
    }

    /// An order that cannot be folded to the end.
    struct ParkedStream {
        var orderID: String
        var position: Int64
        var error: String
    }

    /// Takes an order that is folded to the end.
    /// - Parameter other: the same messages folded with another policy.
    mutating func take(_ projection: FamilyProjection, comparedWith other: FamilyProjection?) {
        orders += projection.family.orders.count
        communications += projection.decided.count
        if !projection.decided.isEmpty { decided.append(projection.decided) }
        if let other, !other.decided.isEmpty { decidedOtherwise.append(other.decided) }
        // By its place: a state is large, and should not be copied on the way.
        for index in projection.family.orders.indices {
            guard let position = projection.position(of: projection.family.orders[index].salesChannel) else { continue }
            add(projection.family.orders[index], position: position)
        }
        guard !projection.newlyWaiting.isEmpty || !projection.setAside.isEmpty else { return }
        queues.append(projection)
    }

    private mutating func add(_ state: OrderState, position: Int64) {
        let start = documents.count
        state.writeDocument(to: &documents)
        rows.append(Row(state, position: position, document: start..<documents.count))
        documents.newline()
    }

    mutating func park(_ stream: ParkedStream) { parked.append(stream) }

    /// Hands the document of a row to `body`.
    func withDocument<Result, Failure: Error>(
        of row: Row, _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try unsafe documents.withBytes { all throws(Failure) in
            try unsafe body(UnsafeRawBufferPointer(rebasing: all[row.document]))
        }
    }
}

extension Portion.Row {
    fileprivate init(_ state: OrderState, position: Int64, document: Range<Int>) {
        self.init(
            orderID: state.orderID, salesChannel: state.salesChannel, position: position,
            isPlaced: state.isPlaced, isTest: state.facts.testOrder, status: state.status.status?.raw,
            statusReason: state.status.reason?.raw,
            orderedAt: state.originDate.value.map { PostgresTimestamp($0) } ?? .negativeInfinity,
            email: state.customerEmail, searchTerms: state.searchTerms, document: document)
    }
}
