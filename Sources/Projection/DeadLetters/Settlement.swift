import Communications
import Postgres
import Schema

/// What came of an operator's command about a dead letter.
public enum Settlement: Hashable, Sendable {
    /// The order goes on: how many messages were folded, how many communications were recorded for the first time.
    case folded(messages: Int, communications: Int)
    /// The order stays parked, or is parked now: at which message, why, and how often it has been tried.
    case parked(position: Int64, error: String, attempts: Int)
    /// All this was so before.
    case nothingToDo
}

extension Connection {
    /// Folds an order id again and writes what comes of it; if it cannot be, the order is parked.
    func settle(
        _ orderID: String, _ shard: Int16, _ generation: Int32, through position: Int64, policy: Policy
    ) throws -> Settlement {
        let refold = try refold(orderID, shard: shard, through: position, policy: policy)
        if let problem = refold.problem { return try keepParked(orderID, shard, generation, problem) }
        do {
            // A savepoint: what the database refuses leaves the record of the attempt alone.
            let new = try transaction { connection in
                let new = try connection.replace(by: refold, generation: generation, policy: policy)
                try connection.execute(SQL.unparkOrder, [shard, generation, orderID])
                return new
            }
            return .folded(messages: refold.messages, communications: new)
        } catch let error as PostgresError where error.isPoison {
            // Which of the messages is at fault nobody can tell; the one that parked the order is as good as any.
            let known = try query(SQL.parkedPosition, [shard, generation, orderID]).only?.int64(0)
            return try keepParked(
                orderID, shard, generation,
                Refold.Problem(position: known ?? position, error: String(describing: error)))
        }
    }

    private func keepParked(
        _ orderID: String, _ shard: Int16, _ generation: Int32, _ problem: Refold.Problem
    ) throws -> Settlement {
        let rows = try query(SQL.keepParked, [shard, generation, orderID, problem.position, problem.error])
        return .parked(position: problem.position, error: problem.error, attempts: try rows.only?.int(0) ?? 1)
    }

    /// Records a command with who and why.
    func record(
        _ action: String, _ orderID: String, _ shard: Int16, position: Int64?, by actor: String, reason: String,
        _ settlement: Settlement
    ) throws(PostgresError) {
        let outcome =
            switch settlement {
            case .folded: "folded"
            case .parked: "parked"
            case .nothingToDo: "nothing to do"
            }
        try execute(SQL.recordOrderAction, [shard, orderID, action, position, actor, reason, outcome])
    }

    /// What is known of a message that a command is about.
    func deadLetter(_ shard: Int16, _ generation: Int32, _ position: Int64) throws -> DeadLetter {
        guard let row = try query(SQL.deadLetterState, [shard, generation, position]).only,
            let orderID = try row.optionalString(0)
        else { throw DeadLetterError.noMessage(shard: shard, position: position) }
        return DeadLetter(
            orderID: orderID, isParked: try row.bool(1), isMisplaced: try row.bool(2) || row.bool(3),
            isSkipped: try row.bool(4), assignedTo: try row.optionalString(5), owners: try row.stringArray(6))
    }
}

/// A message that a command is about.
struct DeadLetter {
    var orderID: String
    /// It is the one that parks its order.
    var isParked: Bool
    /// It is set aside or waits for its order.
    var isMisplaced: Bool
    var isSkipped: Bool
    var assignedTo: String?
    /// The sales channels that own its order id.
    var owners: [String]

    var isDead: Bool { isParked || isMisplaced }
}
