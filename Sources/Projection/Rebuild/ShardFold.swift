import Communications
import OMSMessages
import OrderModel
import Postgres
import Schema

/// All orders of one shard, folded from the log in memory: the work of a rebuild, shard by shard.
///
/// Memory is bounded by the orders of one shard, not by the length of the log.
struct ShardFold {
    let shard: Int16
    private(set) var families: [String: FamilyProjection] = [:]
    /// Orders with a message that cannot be read, with its position and why.
    private(set) var parked: [String: (position: Int64, error: String)] = [:]
    private(set) var messages = 0
    private let rules: ProjectionRules
    private let reader = OMSMessageReader.forFolding()

    init(shard: Int16, rules: ProjectionRules) {
        self.shard = shard
        self.rules = rules
    }

    /// Folds the messages of the shard up to a position, as one stream out of the database; must run in a transaction.
    /// - Parameter onProgress: called every few thousand messages with how many there were since.
    /// - Throws: ``ProjectionError/hole(shard:expected:found:)`` where the log lacks a position.
    mutating func fold(
        through position: Int64, on connection: isolated Connection, onProgress: (Int) -> Void
    ) throws {
        var unreported = 0
        try connection.execute(SQL.setCopyRange, [String(shard), "0", String(position)])
        try connection.copyOut(SQL.copyShard) { row in
            try fold(row)
            unreported += 1
            if unreported & 127 == 0 { try Task.checkCancellation() }
            if unreported == 5000 {
                onProgress(unreported)
                unreported = 0
            }
        }
        guard messages == position else {
            throw ProjectionError.hole(shard: shard, expected: Int64(messages) + 1, found: position)
        }
        onProgress(unreported)
    }

    /// Folds a row of `copy_shard`.
    private mutating func fold(_ row: borrowing CopyRow) throws {
        messages += 1
        let position = try row.int64(0)
        // Positions have no gaps: a hole is corruption, and going on would hide it for ever.
        guard position == messages else {
            throw ProjectionError.hole(shard: shard, expected: Int64(messages), found: position)
        }
        guard let orderID = try row.optionalString(3), parked.isEmpty || parked[orderID] == nil,
            !rules.skipped.contains(position)
        else { return }
        let read: Result<OMSMessage, OMSMessageError> = unsafe try row.withBytes(4) { bytes in
            do throws(OMSMessageError) { return .success(unsafe try reader.message(from: bytes)) } catch {
                return .failure(error)
            }
        }
        switch read {
        case .failure(let error):
            parked[orderID] = (position, String(describing: error))
            families[orderID] = nil
        case .success(let typed):
            let entry = LogEntry(
                position: position, receivedAt: Timestamp(try row.timestamp(1)), isHistorical: try row.bool(2),
                message: typed)
            families[orderID, default: FamilyProjection(shard: shard, family: OrderFamily(orderID: orderID))]
                .apply(entry, rules)
        }
    }
}
