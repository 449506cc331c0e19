import Communications
import OMSMessages
import OrderModel
import Postgres
import Schema

/// What a rebuild compares of what it has folded.
struct ShardComparison {
    /// Whether the documents of the read model and the facts of the communications are compared too, and not only which
    /// communications there are.
    let isThorough: Bool
}

extension Connection {
    /// Compares a portion with the stored read model and with the recorded communications, in the snapshot of the
    /// transaction that folded it.
    func compare(
        _ portion: Portion, of task: ShardTask, _ comparison: ShardComparison, into report: inout RebuildReport
    ) throws {
        guard portion.last != portion.after else { return }
        let unreadable = task.parked.union(portion.parked.map(\.orderID))
        if comparison.isThorough { try compareOrders(portion, task, except: unreadable, into: &report) }

        var derived = portion.decidedByID(except: unreadable)
        if comparison.isThorough {
            try compareFacts(portion, task, with: &derived, except: unreadable, into: &report)
        } else {
            try compareExistence(portion, task, with: &derived, except: unreadable, into: &report)
        }
        let unrecorded = derived.values.map(portion.decided(at:))
        for communication in unrecorded.sorted(by: { ($0.orderID, $0.key) < ($1.orderID, $1.key) }) {
            report.add(
                communication.difference(
                    .wouldSend, "\(communication.disposition.status.rawValue): \(communication.disposition.reason)"))
        }
    }

    /// Compares which communications are recorded, and what they say, with the derived ones; leaves those that are not.
    private func compareFacts(
        _ portion: Portion, _ task: ShardTask, with derived: inout [PostgresUUID: Portion.Place],
        except unreadable: Set<String>, into report: inout RebuildReport
    ) throws {
        for row in try query(SQL.storedDecisions, [task.shard, task.position, portion.after, portion.last]) {
            if !unreadable.isEmpty, unreadable.contains(try row.string(1)) { continue }
            guard let place = derived.removeValue(forKey: try row.uuid(0)) else {
                report.add(try unexpected(row, task))
                continue
            }
            let expected = portion.decided(at: place)
            let isSame = unsafe try row.withBytes(5) { unsafe $0.isEqual(to: expected.facts) }
            if !isSame { report.add(expected.difference(.factsChanged, nil)) }
        }
    }

    /// Compares which communications are recorded with the derived ones; leaves those that are not.
    ///
    /// Reads ids alone, and more only of those that were not derived: what people sent again, beside what should not be there.
    private func compareExistence(
        _ portion: Portion, _ task: ShardTask, with derived: inout [PostgresUUID: Portion.Place],
        except unreadable: Set<String>, into report: inout RebuildReport
    ) throws {
        // Those of messages behind the position, which there are after a return to an earlier generation, are filtered where
        // rows are read.
        let row = try query(SQL.storedDecisionIds, [task.shard, portion.after, portion.last])[0]
        guard try !row.isNull(0) else { return }
        let others = try row.uuidArray(0).filter { derived.removeValue(forKey: $0) == nil }
        guard !others.isEmpty else { return }
        var binds: Parameters = [task.shard, task.position, portion.after, portion.last]
        binds.append(array: others)
        for row in try query(SQL.unexpectedDecisions, binds) where !unreadable.contains(try row.string(1)) {
            report.add(try unexpected(row, task))
        }
    }

    private func unexpected(_ row: borrowing Row, _ task: ShardTask) throws -> RebuildDifference {
        RebuildDifference(
            kind: .wouldNotSend, shard: task.shard, salesChannel: try row.string(2), orderID: try row.string(1),
            communication: try row.string(3), detail: "recorded as \(try row.string(4))")
    }

    /// Compares what is stored of orders behind the last one of the log: nothing should be.
    func compareRest(
        of task: ShardTask, _ comparison: ShardComparison, into report: inout RebuildReport
    ) throws {
        guard let last = try query(SQL.lastStoredOrder, [task.shard, task.live]).first?.optionalString(0) else {
            return
        }
        var rest = Portion(shard: task.shard, after: task.last)
        rest.last = last
        try compare(rest, of: task, comparison, into: &report)
    }

    private func compareOrders(
        _ portion: Portion, _ task: ShardTask, except unreadable: Set<String>, into report: inout RebuildReport
    ) throws {
        struct Key: Hashable {
            var orderID: String
            var channel: String
        }
        func difference(_ kind: RebuildDifference.Kind, _ key: Key) -> RebuildDifference {
            RebuildDifference(
                kind: kind, shard: task.shard, salesChannel: key.channel, orderID: key.orderID, communication: nil,
                detail: nil)
        }
        var expected: [Key: Portion.Row] = [:]
        expected.reserveCapacity(portion.rows.count)
        for row in portion.rows where !unreadable.contains(row.orderID) {
            expected[Key(orderID: row.orderID, channel: row.salesChannel)] = row
        }
        let stored = try query(SQL.storedOrders, [task.shard, task.live, portion.after, portion.last])
        for row in stored {
            let key = Key(orderID: try row.string(0), channel: try row.string(1))
            guard !unreadable.contains(key.orderID) else { continue }
            guard let rebuilt = expected.removeValue(forKey: key) else {
                report.add(difference(.orderUnknown, key))
                continue
            }
            let isSame = unsafe try row.withBytes(2) { stored in
                unsafe portion.withDocument(of: rebuilt) { unsafe $0.isEqual(to: stored) }
            }
            if !isSame { report.add(difference(.orderDiffers, key)) }
        }
        for key in expected.keys.sorted(by: { ($0.orderID, $0.channel) < ($1.orderID, $1.channel) }) {
            report.add(difference(.orderMissing, key))
        }
    }
}

extension Portion {
    /// Where a communication lies among those that were decided.
    struct Place {
        var family: Int
        var index: Int
    }

    /// The communications that were decided, but for those of some orders.
    fileprivate func decidedByID(except orderIDs: Set<String>) -> [PostgresUUID: Place] {
        var places: [PostgresUUID: Place] = [:]
        places.reserveCapacity(communications)
        for family in decided.indices {
            for index in decided[family].indices where !orderIDs.contains(decided[family][index].orderID) {
                places[PostgresUUID(decided[family][index].id)!] = Place(family: family, index: index)
            }
        }
        return places
    }

    fileprivate func decided(at place: Place) -> Communication { decided[place.family][place.index] }

    /// Whom another policy would have told what: the differences between two folds of the same messages.
    func differencesOfPolicies(into report: inout RebuildReport) {
        var others: [String: Communication] = [:]
        for communication in decidedOtherwise.joined() { others[communication.id] = communication }
        for communication in decided.joined() {
            let before = communication.disposition
            let counterpart = others.removeValue(forKey: communication.id)
            guard let after = counterpart?.disposition else {
                report.add(communication.difference(.wouldNotSend, "\(before.status.rawValue) → none"))
                continue
            }
            guard before != after else { continue }
            let detail = "\(before.status.rawValue): \(before.reason) → \(after.status.rawValue): \(after.reason)"
            report.add(communication.difference(after.reachesSomebody ? .wouldSend : .wouldNotSend, detail))
        }
        for communication in others.values.sorted(by: { ($0.orderID, $0.key) < ($1.orderID, $1.key) }) {
            let after = communication.disposition
            report.add(
                communication.difference(
                    after.reachesSomebody ? .wouldSend : .wouldNotSend,
                    "none → \(after.status.rawValue): \(after.reason)"))
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
