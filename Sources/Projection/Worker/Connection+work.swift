import Communications
import OMSMessages
import OrderModel
import Postgres
import Schema

extension Connection {
    /// Loads everything that folding these messages needs, for all shards in one round trip.
    ///
    /// An order whose stored document cannot be read comes back as a failure, so that it alone is parked.
    /// - Parameter pages: each with at least one message, each of another shard.
    /// - Returns: the work of each page, in their order.
    func works(
        _ pages: [ShardMessages], generation: Int32, policy: Policy, reader: OMSMessageReader
    ) throws -> [PageWork] {
        let shards = pages.map(\.shard)
        let (starts, ends) = (pages.map(\.start), pages.map(\.end))
        var orderIDs: [String] = []
        var orderShards: [Int16] = []
        for page in pages {
            let ids = page.orderIDs
            orderIDs += ids
            orderShards += Array(repeating: page.shard, count: ids.count)
        }
        let answers = try pipeline([
            (SQL.loadActivation, [shards]), (SQL.loadSkipped, [shards, starts, ends]),
            (SQL.loadAssignments, [shards, starts, ends]), (SQL.loadParked, [orderShards, generation, orderIDs]),
            (SQL.loadOrders, [orderShards, generation, orderIDs]),
            (SQL.loadWaiting, [orderShards, generation, orderIDs]), (SQL.loadHeld, [orderShards, orderIDs]),
        ])
        let rules = ProjectionRules(policy: policy)
        var works = pages.map { PageWork($0, rules: rules) }
        var indices: [Int16: Int] = [:]
        for (index, shard) in shards.enumerated() { indices[shard] = index }
        func index(_ row: Row, _ column: Int) throws(PostgresError) -> Int { indices[try row.int16(column)]! }

        for (shard, activation) in try Self.activation(answers[0]) {
            works[indices[shard]!].rules.activation = activation
        }
        for row in answers[1] { works[try index(row, 0)].rules.skipped.insert(try row.int64(1)) }
        for row in answers[2] { works[try index(row, 0)].rules.assignments[try row.int64(1)] = try row.string(2) }
        for row in answers[3] { works[try index(row, 1)].parked.insert(try row.string(0)) }
        for row in answers[4] {
            let orderID = try row.string(0)
            works[try index(row, 2)].add(order: orderID, document: try row.bytes(1))
        }
        for row in answers[5] where !works[try index(row, 5)].parked.contains(try row.string(3)) {
            let message = try FoldedMessage(row, reader: reader)
            if let orderID = message.orderID, case .success(let entry) = message.content {
                works[try index(row, 5)].waiting[orderID, default: []].append(entry)
            }
        }
        for row in answers[6] where !works[try index(row, 26)].parked.contains(try row.string(4)) {
            let held = try Communication(held: row, policy: policy)
            works[indices[held.shard]!].held[held.orderID, default: []].append(held)
        }
        return works
    }
}
