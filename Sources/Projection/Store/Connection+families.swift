import Communications
import OMSMessages
import OrderModel
import Postgres
import Schema

extension Connection {
    /// Loads everything that folding further messages of these orders needs, in one round trip.
    ///
    /// An order whose stored document cannot be read comes back as a failure, so that it alone is parked.
    func families(
        _ orderIDs: [String], shard: Int16, generation: Int32, policy: Policy, reader: OMSMessageReader
    ) throws -> [String: Result<FamilyProjection, OrderDocumentError>] {
        let answers = try pipeline([
            (SQL.loadOrders, [shard, generation, orderIDs]),
            (SQL.loadWaiting, [shard, generation, orderIDs]),
            (SQL.loadHeld, [shard, orderIDs]),
        ])
        var orders: [String: Result<[OrderState], OrderDocumentError>] = [:]
        for row in answers[0] {
            let orderID = try row.string(0)
            guard case .success(let known) = orders[orderID] ?? .success([]) else { continue }
            let document = try row.bytes(1)
            do throws(OrderDocumentError) {
                orders[orderID] = .success(known + [try OrderState(document: document)])
            } catch {
                orders[orderID] = .failure(error)
            }
        }
        var waiting: [String: [LogEntry]] = [:]
        for row in answers[1] {
            let message = try FoldedMessage(row, reader: reader)
            if let orderID = message.orderID, case .success(let entry) = message.content {
                waiting[orderID, default: []].append(entry)
            }
        }
        var held: [String: [Communication]] = [:]
        for row in answers[2] {
            let communication = try Communication(held: row, shard: shard, policy: policy)
            held[communication.orderID, default: []].append(communication)
        }
        var families: [String: Result<FamilyProjection, OrderDocumentError>] = [:]
        for orderID in orderIDs {
            families[orderID] = (orders[orderID] ?? .success([])).map {
                FamilyProjection(
                    shard: shard,
                    family: OrderFamily(orderID: orderID, orders: $0, waiting: waiting[orderID] ?? []),
                    held: held[orderID] ?? [])
            }
        }
        return families
    }
}
