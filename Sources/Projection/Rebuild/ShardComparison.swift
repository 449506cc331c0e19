import Communications
import OMSMessages
import OrderModel
import Postgres
import Schema

extension Connection {
    /// Compares a folded shard with the stored read model and with the recorded communications, in the snapshot of the
    /// transaction that folded it.
    /// - Parameter readModels: whether documents are compared too; a rebuild replaces them anyway.
    func compare(
        _ fold: ShardFold, generation: Int32, through position: Int64, readModels: Bool,
        into report: inout RebuildReport
    ) throws(PostgresError) {
        var unreadable = Set(fold.parked.keys)
        for row in try query(SQL.storedParked, [fold.shard, generation]) { unreadable.insert(try row.string(0)) }
        if readModels { try compareOrders(fold, generation, except: unreadable, into: &report) }

        var derived: [PostgresUUID: Communication] = [:]
        for (orderID, family) in fold.families where !unreadable.contains(orderID) {
            for communication in family.decided { derived[PostgresUUID(communication.id)!] = communication }
        }
        for row in try query(SQL.storedDecisions, [fold.shard, position]) {
            let orderID = try row.string(1)
            guard !unreadable.contains(orderID) else { continue }
            guard let expected = derived.removeValue(forKey: try row.uuid(0)) else {
                report.add(
                    RebuildDifference(
                        kind: .wouldNotSend, shard: fold.shard, salesChannel: try row.string(2), orderID: orderID,
                        communication: try row.string(3), detail: "recorded as \(try row.string(4))"))
                continue
            }
            if try row.bytes(5) != expected.facts {
                report.add(expected.difference(.factsChanged, nil))
            }
        }
        for communication in derived.values.sorted(by: { ($0.orderID, $0.key) < ($1.orderID, $1.key) }) {
            report.add(
                communication.difference(
                    .wouldSend, "\(communication.disposition.status.rawValue): \(communication.disposition.reason)"))
        }
    }

    private func compareOrders(
        _ fold: ShardFold, _ generation: Int32, except unreadable: Set<String>, into report: inout RebuildReport
    ) throws(PostgresError) {
        struct Key: Hashable {
            var orderID: String
            var channel: String
        }
        var expected: [Key: OrderState] = [:]
        for family in fold.families.values where !unreadable.contains(family.family.orderID) {
            for state in family.family.orders {
                expected[Key(orderID: state.orderID, channel: state.salesChannel)] = state
            }
        }
        var json = JSONWriter(reservingCapacity: 4096)
        for row in try query(SQL.storedOrders, [fold.shard, generation]) {
            let key = Key(orderID: try row.string(0), channel: try row.string(1))
            guard !unreadable.contains(key.orderID) else { continue }
            guard let state = expected.removeValue(forKey: key) else {
                report.add(fold.difference(.orderUnknown, key.orderID, key.channel))
                continue
            }
            json.removeAll()
            state.writeDocument(to: &json)
            if try row.bytes(2) != json.bytes { report.add(fold.difference(.orderDiffers, key.orderID, key.channel)) }
        }
        for key in expected.keys.sorted(by: { ($0.orderID, $0.channel) < ($1.orderID, $1.channel) }) {
            report.add(fold.difference(.orderMissing, key.orderID, key.channel))
        }
    }
}

extension ShardFold {
    fileprivate func difference(_ kind: RebuildDifference.Kind, _ orderID: String, _ channel: String)
        -> RebuildDifference
    {
        RebuildDifference(
            kind: kind, shard: shard, salesChannel: channel, orderID: orderID, communication: nil, detail: nil)
    }

    /// Whom another policy would have told what: the differences between two folds of the same messages.
    func differences(to other: ShardFold, into report: inout RebuildReport) {
        for (orderID, family) in families.sorted(by: { $0.key < $1.key }) {
            var others: [String: Communication] = [:]
            for communication in other.families[orderID]?.decided ?? [] { others[communication.id] = communication }
            for communication in family.decided {
                let before = communication.disposition
                let counterpart = others.removeValue(forKey: communication.id)
                guard let after = counterpart?.disposition else {
                    report.add(communication.difference(.wouldNotSend, "\(before.status.rawValue) → none"))
                    continue
                }
                guard before != after else { continue }
                let detail =
                    "\(before.status.rawValue): \(before.reason) → \(after.status.rawValue): \(after.reason)"
                report.add(communication.difference(after.reachesSomebody ? .wouldSend : .wouldNotSend, detail))
            }
            for communication in others.values.sorted(by: { $0.key < $1.key }) {
                let after = communication.disposition
                report.add(
                    communication.difference(
                        after.reachesSomebody ? .wouldSend : .wouldNotSend,
                        "none → \(after.status.rawValue): \(after.reason)"))
            }
        }
    }
}

extension Disposition {
    /// Whether somebody is told, by herald or by the frontend.
    fileprivate var reachesSomebody: Bool { self == .pending || self == .delegated }
}

extension Communication {
    func difference(_ kind: RebuildDifference.Kind, _ detail: String?) -> RebuildDifference {
        RebuildDifference(
            kind: kind, shard: shard, salesChannel: salesChannel, orderID: orderID, communication: self.kind.name,
            detail: detail)
    }
}
