import Communications
import EventLog
import OMSMessages
import OrderModel
import Postgres
import Schema

extension Rebuild {
    /// Folds the orders of one id again from the log, and replaces what is stored of them.
    ///
    /// Communications are compared, never written; a parked order stays parked, which only an operator changes.
    /// - Parameters:
    ///   - salesChannel: report only on the order of this one; nil: on all that own the id. They are folded together in
    ///     either case, since a message without a channel can only be understood among them.
    ///   - verify: compare, and change nothing.
    public func rebuildOrder(
        _ orderID: String, salesChannel: String? = nil, verify: Bool = false
    ) async throws -> RebuildReport {
        let start = ContinuousClock.now
        let id = IndexedText(orderID).text
        var report = try await pool.withConnection { [policy] connection in
            let shard = ShardHash.shard(ofOrder: orderID, among: try connection.shardCount())
            return try connection.transaction(verify ? .repeatableRead : .default) { connection in
                let row = try connection.query(verify ? SQL.readLiveCheckpoint : SQL.lockLiveCheckpoint, [shard]).only
                guard let row else { return RebuildReport() }
                return try connection.rebuildOrder(
                    id, shard, generation: try row.int32(0), through: try row.int64(1), salesChannel: salesChannel,
                    verify: verify, policy: policy)
            }
        }
        report.duration = .now - start
        return report
    }
}

extension Connection {
    fileprivate func rebuildOrder(
        _ orderID: String, _ shard: Int16, generation: Int32, through position: Int64, salesChannel: String?,
        verify: Bool, policy: Policy
    ) throws -> RebuildReport {
        let refold = try refold(orderID, shard: shard, through: position, policy: policy)
        var report = RebuildReport()
        report.messages = refold.messages
        // Of an order that is parked or cannot be read, nobody can say what its state should be.
        let isParked = try query(SQL.loadParked, [[shard], generation, [orderID]]).only != nil
        guard refold.problem == nil, !isParked else {
            report.parkedOrders = 1
            return report
        }
        let family = refold.projection.family
        report.orders = family.orders.filter { salesChannel == nil || $0.salesChannel == salesChannel }.count
        try compareStates(refold, generation, salesChannel, into: &report)
        try compareDecisions(refold, through: position, salesChannel, into: &report)
        if !verify { try replaceStates(by: refold, generation: generation) }
        return report
    }

    private func compareStates(
        _ refold: Refold, _ generation: Int32, _ salesChannel: String?, into report: inout RebuildReport
    ) throws(PostgresError) {
        let (shard, orderID) = (refold.projection.shard, refold.projection.family.orderID)
        func add(_ kind: RebuildDifference.Kind, _ channel: String) {
            guard salesChannel == nil || channel == salesChannel else { return }
            report.add(
                RebuildDifference(
                    kind: kind, shard: shard, salesChannel: channel, orderID: orderID, communication: nil, detail: nil))
        }
        var expected: [String: [UInt8]] = [:]
        for state in refold.projection.family.orders { expected[state.salesChannel] = state.document }
        for row in try query(SQL.storedStatesOfOrder, [shard, generation, orderID]) {
            let channel = try row.string(0)
            guard let document = expected.removeValue(forKey: channel) else {
                add(.orderUnknown, channel)
                continue
            }
            if try row.bytes(1) != document { add(.orderDiffers, channel) }
        }
        for channel in expected.keys.sorted() { add(.orderMissing, channel) }
    }

    private func compareDecisions(
        _ refold: Refold, through position: Int64, _ salesChannel: String?, into report: inout RebuildReport
    ) throws(PostgresError) {
        let (shard, orderID) = (refold.projection.shard, refold.projection.family.orderID)
        var derived: [String: Communication] = [:]
        for communication in refold.projection.decided
        where salesChannel == nil || communication.salesChannel == salesChannel {
            derived[communication.id] = communication
        }
        report.communications = derived.count
        for row in try query(SQL.storedDecisionsOfOrder, [shard, orderID, position]) {
            let channel = try row.string(1)
            guard salesChannel == nil || channel == salesChannel else { continue }
            guard let expected = derived.removeValue(forKey: try row.uuid(0).description) else {
                report.add(
                    RebuildDifference(
                        kind: .wouldNotSend, shard: shard, salesChannel: channel, orderID: orderID,
                        communication: try row.string(2), detail: "recorded as \(try row.string(3))"))
                continue
            }
            if try row.bytes(4) != expected.facts { report.add(expected.difference(.factsChanged, nil)) }
        }
        for communication in derived.values.sorted(by: { $0.key < $1.key }) {
            report.add(
                communication.difference(
                    .wouldSend, "\(communication.disposition.status.rawValue): \(communication.disposition.reason)"))
        }
    }
}
