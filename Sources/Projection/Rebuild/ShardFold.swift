import Communications
import EventLog
import OMSMessages
import OrderModel
import Postgres

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
    mutating func fold(
        through position: Int64, on connection: isolated Connection, onProgress: (Int) -> Void
    ) throws {
        var unreported = 0
        try connection.copyMessages(shard: shard, through: position) { message in
            try Task.checkCancellation()
            fold(message)
            unreported += 1
            if unreported == 5000 {
                onProgress(unreported)
                unreported = 0
            }
        }
        onProgress(unreported)
    }

    private mutating func fold(_ message: borrowing CopiedMessage) {
        messages += 1
        guard let orderID = message.orderID, parked[orderID] == nil, !rules.skipped.contains(message.position) else {
            return
        }
        let read: Result<OMSMessage, OMSMessageError> = unsafe message.withPayload { bytes in
            do throws(OMSMessageError) { return .success(unsafe try reader.message(from: bytes)) } catch {
                return .failure(error)
            }
        }
        switch read {
        case .failure(let error):
            parked[orderID] = (message.position, String(describing: error))
            families[orderID] = nil
        case .success(let typed):
            let entry = LogEntry(
                position: message.position, receivedAt: Timestamp(microseconds: message.receivedAt),
                isHistorical: message.isHistorical, message: typed)
            families[orderID, default: FamilyProjection(shard: shard, family: OrderFamily(orderID: orderID))]
                .apply(entry, rules)
        }
    }
}
