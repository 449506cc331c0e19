import Communications
import OMSMessages
import OrderModel
import Postgres
import Schema

/// Folds a shard of the log from its beginning, order by order: the work of a rebuild.
///
/// One order is in memory at a time, beside the portion it goes into.
struct ShardFold {
    let shard: Int16
    /// The position up to which the log is folded.
    let through: Int64
    /// How many messages are read for one portion.
    private let portionSize: Int
    private let rules: ProjectionRules
    /// The rules of a policy that is compared with the one that serves.
    private let otherRules: ProjectionRules?
    private let reader = OMSMessageReader.forFolding()
    /// What is remembered of the snapshots of the order that is being folded; nil before there was one.
    private var memory: SnapshotMemory?
    private var stream: Stream?
    private var portion: Portion
    private var isComplete = false

    init(
        shard: Int16, through: Int64, portionSize: Int, rules: ProjectionRules,
        comparedWith otherRules: ProjectionRules?
    ) {
        self.shard = shard
        self.through = through
        self.portionSize = max(1, portionSize)
        self.rules = rules
        self.otherRules = otherRules
        portion = Portion(shard: shard, after: "")
    }

    /// The last order whose messages are all folded; empty before there is one.
    var lastOrder: String { portion.last }

    /// The order that is being folded.
    private struct Stream {
        let orderID: String
        let orderBytes: [UInt8]
        var position: Int64 = 0
        var projection: FamilyProjection
        var other: FamilyProjection?
        /// Why it cannot be folded to the end.
        var parked: Portion.ParkedStream?
    }

    /// Reads on, and hands over the orders that are complete; must run in the transaction that all of the shard is read in.
    /// - Parameter onProgress: called every few thousand messages with how many there were since.
    /// - Returns: nil when there are no more.
    mutating func next(on connection: isolated Connection, onProgress: (Int) -> Void) throws -> Portion? {
        guard !isComplete else { return nil }
        try connection.execute(
            SQL.setStreamRange,
            [
                String(shard), stream?.orderID ?? portion.after, String(stream?.position ?? 0), String(through),
                String(portionSize),
            ])
        var unreported = 0
        let count = try connection.copyOut(SQL.copyOrderStreams) { row in
            try fold(row)
            unreported += 1
            if unreported & 127 == 0 { try Task.checkCancellation() }
            if unreported == 5000 {
                onProgress(unreported)
                unreported = 0
            }
        }
        onProgress(unreported)
        if count < portionSize {
            isComplete = true
            finishStream()
        }
        defer { portion = Portion(shard: shard, after: portion.last) }
        return portion
    }

    /// Folds a row of `copy_order_streams`.
    private mutating func fold(_ row: borrowing CopyRow) throws {
        let isSameOrder = unsafe try row.withBytes(3) { bytes in
            stream.map { unsafe bytes.isEqual(to: $0.orderBytes) } ?? false
        }
        if !isSameOrder {
            finishStream()
            memory?.forget()
            let orderID = try row.string(3)
            let empty = FamilyProjection(shard: shard, family: OrderFamily(orderID: orderID))
            stream = Stream(
                orderID: orderID, orderBytes: Array(orderID.utf8), projection: empty,
                other: otherRules == nil ? nil : empty)
        }
        let position = try row.int64(0)
        stream!.position = position
        guard stream!.parked == nil, !rules.skipped.contains(position) else { return }
        let read: Result<OMSMessage, OMSMessageError> = unsafe try row.withBytes(4) { bytes in
            do throws(OMSMessageError) {
                return .success(unsafe try reader.message(from: bytes, knowing: &memory))
            } catch {
                return .failure(error)
            }
        }
        switch read {
        case .failure(let error):
            stream!.parked = Portion.ParkedStream(
                orderID: stream!.orderID, position: position, error: String(describing: error))
        case .success(let message):
            let entry = LogEntry(
                position: position, receivedAt: Timestamp(try row.timestamp(1)), isHistorical: try row.bool(2),
                message: message)
            stream!.projection.apply(entry, rules)
            if let otherRules { stream!.other!.apply(entry, otherRules) }
        }
    }

    private mutating func finishStream() {
        guard let finished = stream.take() else { return }
        portion.last = finished.orderID
        if let parked = finished.parked {
            portion.park(parked)
        } else {
            portion.take(finished.projection, comparedWith: finished.other)
        }
    }
}
