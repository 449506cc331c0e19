import EventLog
import Synchronization

/// What the log acknowledged, by message.
final class Acknowledged: Sendable {
    private let results = Mutex<[MessageDigest: AppendResult]>([:])

    var all: [MessageDigest: AppendResult] { results.withLock { $0 } }
    var count: Int { results.withLock { $0.count } }

    func note(_ message: NewMessage, _ result: AppendResult) { results.withLock { $0[message.digest] = result } }
}
