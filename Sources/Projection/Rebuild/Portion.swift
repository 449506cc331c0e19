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
    private(set) var decided: [Communication] = []
    /// What another policy would have decided, where one is compared.
    private(set) var decidedOtherwise: [Communication] = []
    /// Orders of which messages wait or are set aside.
    private(set) var queues: [FamilyProjection] = []
    /// Orders with a message that cannot be read.
    private(set) var parked: [ParkedStream] = []
    private(set) var orders = 0
    /// The documents of all rows, one behind the other.
    private var documents: [UInt8] = []
    private var json = JSONWriter(reservingCapacity: 8192)

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
        var searchTerms: String?
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
        decided += projection.decided
        if let other { decidedOtherwise += other.decided }
        for row in projection.changedStates {
            json.removeAll()
            row.state.writeDocument(to: &json)
            let start = documents.count
            unsafe json.withBytes { unsafe documents.append(contentsOf: $0) }
            rows.append(Row(row, document: start..<documents.count))
        }
        guard !projection.newlyWaiting.isEmpty || !projection.setAside.isEmpty else { return }
        queues.append(projection)
    }

    mutating func park(_ stream: ParkedStream) { parked.append(stream) }

    /// Hands the document of a row to `body`.
    func withDocument<Result, Failure: Error>(
        of row: Row, _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try unsafe documents.span.bytes.withUnsafeBytes { all throws(Failure) in
            try unsafe body(UnsafeRawBufferPointer(rebasing: all[row.document]))
        }
    }
}

extension Portion.Row {
    fileprivate init(_ row: StateRow, document: Range<Int>) {
        let state = row.state
        self.init(
            orderID: state.orderID, salesChannel: state.salesChannel, position: row.position,
            isPlaced: state.isPlaced, isTest: state.facts.testOrder, status: state.status.status?.raw,
            statusReason: state.status.reason?.raw,
            orderedAt: state.originDate.value.map { PostgresTimestamp($0) } ?? .negativeInfinity,
            email: state.customerEmail, searchTerms: state.searchTerms, document: document)
    }
}
