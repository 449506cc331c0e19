/// Why an operator's command about a dead letter was refused. Nothing was changed.
public enum DeadLetterError: Error, Hashable, Sendable {
    case unknownShard(Int16)
    /// Who or why is missing: decisions about messages are recorded with both.
    case unattributed
    /// There is no message at this position, or none that belongs to an order.
    case noMessage(shard: Int16, position: Int64)
    /// The message was folded like any other; taking it back would rewrite the past.
    case notADeadLetter(shard: Int16, position: Int64)
    /// The sales channel neither owns the order id nor is configured.
    case unknownChannel(String, known: [String])
    case skippedBefore(shard: Int16, position: Int64)
    case assignedBefore(shard: Int16, position: Int64, salesChannel: String)
}

extension DeadLetterError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unknownShard(let shard):
            "this database has no shard \(shard); 'herald dead-letters list' shows the shard of each dead letter"
        case .unattributed: "say who decides this and why: both are recorded"
        case .noMessage(let shard, let position):
            "no message of an order stands at \(shard)/\(position); 'herald dead-letters list' shows shard and position"
        case .notADeadLetter(let shard, let position):
            "the message at \(shard)/\(position) is no dead letter: it neither parks its order, nor is it set aside, nor "
                + "does it wait for its order"
        case .unknownChannel(let channel, let known):
            "sales channel '\(channel)' neither owns this order id nor is configured"
                + (known.isEmpty ? "" : "; known are \(known.joined(separator: ", "))")
        case .skippedBefore(let shard, let position):
            "the message at \(shard)/\(position) was skipped before; it stays skipped"
        case .assignedBefore(let shard, let position, let channel):
            "the message at \(shard)/\(position) was assigned to sales channel '\(channel)' before; it stays there"
        }
    }
}
