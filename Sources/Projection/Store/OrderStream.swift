import Communications
import OMSMessages
import OrderModel
import Postgres
import Schema

/// The messages of one order id up to a position, in log order, and the rules that a fold of them follows.
struct OrderStream {
    var messages: [FoldedMessage] = []
    var rules: ProjectionRules
}

extension OMSReaderPool {
    /// Readers for what is folded one order at a time.
    static let forFolding = OMSReaderPool { .forFolding() }
}

extension Connection {
    /// Reads the messages of an order id, and what operators decided about them, in one round trip.
    /// - Parameters:
    ///   - position: how far.
    ///   - rules: the rules without what is read here.
    func orderStream(
        _ orderID: String, shard: Int16, through position: Int64, rules: ProjectionRules
    ) throws -> OrderStream {
        try orderStream(orderID, shard: shard, through: position, rules: rules, after: []).stream
    }

    /// The same, with other statements that are answered before it in the same round trip.
    func orderStream(
        _ orderID: String, shard: Int16, through position: Int64, rules: ProjectionRules,
        after others: [(Statement, Parameters)]
    ) throws -> (stream: OrderStream, answers: ArraySlice<Rows>) {
        var calls = others
        calls.append((SQL.orderMessages, [shard, orderID, position]))
        if rules.decides { calls.append((SQL.loadActivation, [[shard]])) }
        let answers = try pipeline(calls)
        var stream = OrderStream(rules: rules)
        if rules.decides { stream.rules.activation = try Self.activation(answers[others.count + 1])[shard] ?? [:] }
        try OMSReaderPool.forFolding.withReader { reader in try stream.take(answers[others.count], reader) }
        return (stream, answers.prefix(others.count))
    }
}

extension OrderStream {
    /// Reads rows of `order_messages`.
    fileprivate mutating func take(_ rows: Rows, _ reader: OMSMessageReader) throws {
        messages.reserveCapacity(rows.count)
        var memory: SnapshotMemory?
        for row in rows {
            let message = try FoldedMessage(row, reader: reader, knowing: &memory)
            if try row.bool(5) { rules.skipped.insert(message.position) }
            if let channel = try row.optionalString(6) { rules.assignments[message.position] = channel }
            messages.append(message)
        }
    }
}
