import Communications
import EventLog
import OMSMessages
import OrderModel
import Postgres
import Schema

/// The erasure of one order, in a transaction that holds the shard's live checkpoint.
struct ErasureWork: Sendable {
    let order: OrderReference
    let shard: Int16
    let policy: Policy
    let actor: String
    let reason: String
    let foundByEmail: Bool

    private var orderID: String { IndexedText(order.orderID).text }

    func run(on connection: isolated Connection) throws -> ErasureReport.ErasedOrder {
        try connection.keepRebuildsOut()
        try connection.dropUnfinishedGenerations()
        guard let live = try connection.lockLiveCheckpoint(shard) else { throw ErasureError.unknownOrder(order) }
        _ = try connection.query(SQL.lockDeliveriesOfOrder, [shard, orderID])
        if try connection.query(SQL.deliveriesInFlight, [shard, orderID]).only?.bool(0) == true {
            throw ErasureError.deliveryUnderWay(order)
        }
        let payloads = try erasedPayloads(connection)
        let before = try connection.refold(orderID, shard: shard, through: live.position, policy: policy)
        let stored = try storedCommunications(connection)

        var erased = ErasureReport.ErasedOrder(
            order: order, messages: payloads.count, communications: stored.count, erasureID: nil)
        let isAnythingLeft = !payloads.isEmpty || stored.contains { $0.isPersonal(eraser) }
        guard isAnythingLeft else {
            erased.communications = 0
            return erased
        }
        let what =
            "order \(order)\(foundByEmail ? ", found by an e-mail address" : ""): \(payloads.count) messages, "
            + "\(stored.count) communications"
        guard let erasureID = try connection.query(SQL.recordErasure, [actor, reason, what]).only?.int64(0) else {
            return erased
        }
        erased.erasureID = erasureID
        try write(payloads, erasureID, connection)
        try refoldGenerations(connection)
        let after = try connection.refold(orderID, shard: shard, through: live.position, policy: policy)
        try erase(stored, before: before, after: after, connection)
        return erased
    }

    private var eraser: PayloadEraser { PayloadEraser(policy: policy) }

    // MARK: The log

    /// The messages of the order that hold personal data, as they are without it.
    private func erasedPayloads(
        _ connection: isolated Connection
    ) throws -> [(position: Int64, payload: [UInt8])] {
        let rows = try connection.query(SQL.messagesToErase, [shard, orderID])
        let others = try positionsOfOtherChannels(rows, connection)
        var payloads: [(position: Int64, payload: [UInt8])] = []
        for row in rows {
            let position = try row.int64(0)
            guard !others.contains(position) else { continue }
            let payload = try row.bytes(4)
            // What is no JSON any more cannot be looked into; it folds to nothing either way.
            let erased = eraser.erase(payload) ?? Array(#"{"jsonrpc":"2.0","method":"erased","params":{}}"#.utf8)
            if erased != payload { payloads.append((position, erased)) }
        }
        return payloads
    }

    /// Where two channels own the id, the messages that belong to another than the one asked for. Messages of which nobody
    /// can tell whose they are belong to both.
    private func positionsOfOtherChannels(_ rows: Rows, _ connection: isolated Connection) throws -> Set<Int64> {
        guard let channel = order.salesChannel else { return [] }
        var others = Set<Int64>()
        for row in rows {
            if let named = try row.optionalString(5), named != channel { others.insert(try row.int64(0)) }
        }
        let history = try connection.history(
            orderID, shard: shard, through: .now, rules: ProjectionRules(policy: policy).withoutDecisions)
        for entry in history.entries {
            for step in entry.steps {
                guard case .folded(let fold) = step.outcome else { continue }
                if fold.salesChannel == channel {
                    others.remove(step.entry.position)
                } else {
                    others.insert(step.entry.position)
                }
            }
        }
        return others
    }

    private func write(
        _ payloads: [(position: Int64, payload: [UInt8])], _ erasureID: Int64, _ connection: isolated Connection
    ) throws {
        // In portions: a long history must not become one statement of any size.
        for start in stride(from: 0, to: payloads.count, by: 500) {
            let portion = payloads[start..<min(start + 500, payloads.count)]
            var binds = Parameters()
            binds.append(shard)
            binds.append(erasureID)
            binds.append(array: portion.map(\.position))
            binds.appendBytesArray { builder in
                for message in portion { builder.append(message.payload) }
            }
            try connection.execute(SQL.erasePayloads, binds)
        }
        _ = try connection.query(SQL.endLogErasure)
    }

    // MARK: Read models

    /// Folds the order again in every generation that could serve; of a parked one, what comes before the message at fault.
    private func refoldGenerations(_ connection: isolated Connection) throws {
        for row in try connection.query(SQL.generationsOfShard, [shard, orderID]) {
            let position = try row.int64(1)
            let last = try row.optionalInt64(2).map { min(position, $0 - 1) } ?? position
            let refold = try connection.refold(orderID, shard: shard, through: last, policy: policy)
            try connection.replaceStates(by: refold, generation: try row.int32(0))
        }
    }

    // MARK: Communications

    private func storedCommunications(_ connection: isolated Connection) throws -> [StoredCommunication] {
        try connection.communications(ofOrder: orderID, shard: shard).filter {
            order.salesChannel == nil || $0.salesChannel == order.salesChannel
        }
    }

    private func erase(
        _ stored: [StoredCommunication], before: Refold, after: Refold, _ connection: isolated Connection
    ) throws {
        guard !stored.isEmpty else { return }
        let (old, new) = (before.factsByID, after.factsByID)
        let ids = stored.map(\.id)
        let facts = stored.map { communication -> String in
            let id = communication.id.description
            // Facts that the log accounts for are what the erased log accounts for, so that a rebuild finds no difference;
            // others (recorded under another policy, or sent again) are erased as they stand.
            if let derived = new[id], old[id] == String(decoding: communication.facts, as: UTF8.self) { return derived }
            return communication.erasedFacts(eraser)
        }
        var binds = Parameters()
        binds.append(shard)
        binds.append(orderID)
        binds.append(array: ids)
        binds.append(array: facts)
        let customers = stored.filter { $0.audience == .customer }.map(\.id)
        _ = try connection.pipeline([
            (SQL.eraseCommunications, binds), (SQL.eraseDeliveries, [shard, customers]),
            (SQL.eraseResponses, [shard, ids]), (SQL.eraseContents, [shard, ids]),
        ])
    }
}

extension Refold {
    fileprivate var factsByID: [String: String] {
        Dictionary(
            projection.decided.map { ($0.id, String(decoding: $0.facts, as: UTF8.self)) },
            uniquingKeysWith: { first, _ in first })
    }
}

extension StoredCommunication {
    fileprivate func erasedFacts(_ eraser: PayloadEraser) -> String {
        String(decoding: eraser.erase(facts) ?? Array("{}".utf8), as: UTF8.self)
    }

    /// Whether personal data is left in it.
    fileprivate func isPersonal(_ eraser: PayloadEraser) -> Bool {
        recipient.name != nil || recipient.email != nil || recipient.phone != nil
            || erasedFacts(eraser) != String(decoding: facts, as: UTF8.self)
    }
}
