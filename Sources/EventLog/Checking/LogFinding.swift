/// Something in the event log that must not be.
public struct LogFinding: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// No message stands at these positions.
        case hole
        /// The counter says less than the log holds: the next append would fail.
        case counterBehind = "counter_behind"
        /// The counter says more than the log holds: the newest messages are missing.
        case tailMissing = "tail_missing"
        /// A shard has no counter, or there is one too many.
        case counterMismatch = "counter_mismatch"
        /// Messages stand on a shard this database does not have.
        case unknownShard = "unknown_shard"
        /// The payload is not what was appended.
        case digestMismatch = "digest_mismatch"
        /// The payload is no JSON-RPC message any more.
        case unreadable
        /// The message belongs to another shard.
        case wrongShard = "wrong_shard"
        /// A column contradicts the payload.
        case columnMismatch = "column_mismatch"
    }

    public let kind: Kind
    public let shard: Int16
    /// The positions concerned; `nil` where it is about the shard as a whole.
    public let positions: ClosedRange<Int64>?
    /// For people; without content of messages.
    public let explanation: String
}

extension LogFinding: CustomStringConvertible {
    public var description: String {
        let place =
            switch positions {
            case .none: "shard \(shard)"
            case .some(let range) where range.count == 1: "shard \(shard) position \(range.lowerBound)"
            case .some(let range): "shard \(shard) positions \(range.lowerBound) to \(range.upperBound)"
            }
        return "\(place): \(explanation)"
    }
}
