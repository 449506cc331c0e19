import EventLog
import HeraldTesting
import OMSMessages
import Postgres

let shards = 64
let receivedAt: Int64 = 1_767_225_600_000_000

/// The JSON text of a message about an order; `number` makes the id, `note` the content.
func line(_ number: Int, order: String? = nil, note: String = "") -> String {
    let order = order ?? "NQ-\(number % 50)"
    return """
        {"jsonrpc":"2.0","id":"id-\(number)","method":"magento.sales.order_management.line_cancelled",\
        "params":{"order_id":"\(order)","order_line_id":"\(note)"}}
        """
}

func message(_ text: String, isHistorical: Bool = false) throws -> NewMessage {
    let bytes = Array(text.utf8)
    return NewMessage(
        envelope: try OMSMessageReader().envelope(of: bytes), payload: bytes, receivedAt: receivedAt,
        isHistorical: isHistorical, shards: shards)
}

func messages(_ numbers: Range<Int>) throws -> [NewMessage] { try numbers.map { try message(line($0)) } }

/// Runs the body beside a running appender.
func withAppender<Result>(
    pool: ConnectionPool = TestDatabase.current.pool, limits: AppendLimits = .default,
    onAppended: @escaping @Sendable ([Int16: Int64]) -> Void = { _ in },
    _ body: (MessageAppender) async throws -> Result
) async throws -> Result {
    let appender = MessageAppender(pool: pool, limits: limits, onAppended: onAppended)
    let running = Task { await appender.run() }
    do {
        let result = try await body(appender)
        running.cancel()
        await running.value
        return result
    } catch {
        running.cancel()
        await running.value
        throw error
    }
}

/// Everything in the log, by shard and position.
func wholeLog(_ pool: ConnectionPool = TestDatabase.current.pool) async throws -> [StoredMessage] {
    let log = MessageLog(pool: pool)
    var all: [StoredMessage] = []
    for (shard, head) in try await log.heads().sorted(by: { $0.key < $1.key }) where head > 0 {
        all += try await log.page(shard: shard, after: 0, limit: 1_000_000)
    }
    return all
}

extension [AppendResult] {
    /// Whether the log held all of them already.
    var areDuplicates: Bool { allSatisfy { $0.isDuplicate } }
}
