import Communications
import OMSMessages
import OrderModel
import Postgres
import Schema

extension Connection {
    /// Writes what folding changed, in one round trip; the caller's transaction commits it with the checkpoint.
    /// - Returns: the communications that are new: those not recorded by anybody before.
    @discardableResult
    func save(_ projections: [FamilyProjection], generation: Int32) throws(PostgresError) -> Set<String> {
        let (calls, decided) = saving(projections, generation: generation)
        return calls.isEmpty ? [] : try Self.new(pipeline(calls), decided)
    }

    /// As ``save(_:generation:)``, with one more statement in the same round trip, behind the others.
    /// - Returns: the communications that are new, and the result of that statement.
    func save(
        _ projections: [FamilyProjection], generation: Int32, with last: (Statement, Parameters)
    ) throws(PostgresError) -> (new: Set<String>, last: Rows) {
        let (calls, decided) = saving(projections, generation: generation)
        let answers = try pipeline(calls + [last])
        return (try Self.new(answers, decided), answers[calls.count])
    }

    private static func new(_ answers: [Rows], _ decided: Int?) throws(PostgresError) -> Set<String> {
        var new = Set<String>()
        guard let decided else { return new }
        for row in answers[decided] { new.insert(try row.uuid(0).description) }
        return new
    }

    /// The statements that write what folding changed, and which of them records decisions; nil if nothing was decided.
    private func saving(
        _ projections: [FamilyProjection], generation: Int32
    ) -> (calls: [(Statement, Parameters)], decided: Int?) {
        var calls: [(Statement, Parameters)] = []
        // Sorted by key: two writers of one shard, if there ever were, would take row locks in one order.
        let sorted = projections.sorted { ($0.shard, $0.family.orderID) < ($1.shard, $1.family.orderID) }
        let states = sorted.flatMap(\.changedStates)
        if !states.isEmpty { calls.append((SQL.saveOrders, states.columns(generation: generation))) }
        let decided = sorted.flatMap(\.decided)
        var decidedIndex: Int?
        if !decided.isEmpty {
            decidedIndex = calls.endIndex
            calls.append((SQL.insertCommunications, CommunicationColumns(decided).insertion))
        }
        let released = sorted.flatMap { projection in
            projection.reopened.filter { projection.released.contains($0.id) }
        }
        if !released.isEmpty {
            calls.append((SQL.releaseCommunications, CommunicationColumns(released).release))
        }
        appendQueues(sorted, generation, to: &calls)
        return (calls, decidedIndex)
    }

    /// Writes states and queues without communications: for a generation that is being built.
    func saveStates(_ projections: [FamilyProjection], generation: Int32) throws(PostgresError) {
        let states = projections.flatMap(\.changedStates)
        var calls: [(Statement, Parameters)] = []
        if !states.isEmpty { calls.append((SQL.saveOrders, states.columns(generation: generation))) }
        appendQueues(projections, generation, to: &calls)
        if !calls.isEmpty { _ = try pipeline(calls) }
    }

    /// Writes which messages wait or are set aside.
    func saveQueues(_ projections: [FamilyProjection], generation: Int32) throws(PostgresError) {
        var calls: [(Statement, Parameters)] = []
        appendQueues(projections, generation, to: &calls)
        if !calls.isEmpty { _ = try pipeline(calls) }
    }

    private func appendQueues(
        _ projections: [FamilyProjection], _ generation: Int32, to calls: inout [(Statement, Parameters)]
    ) {
        appendPositions(SQL.insertWaiting, projections, \.newlyWaiting, generation, to: &calls)
        appendPositions(SQL.deleteWaiting, projections, \.noLongerWaiting, generation, to: &calls)
        appendPositions(SQL.insertSetAside, projections, \.setAside, generation, to: &calls)
    }

    private func appendPositions(
        _ statement: Statement, _ projections: [FamilyProjection], _ positions: (FamilyProjection) -> [Int64],
        _ generation: Int32, to calls: inout [(Statement, Parameters)]
    ) {
        var shards: [Int16] = []
        var orderIDs: [String] = []
        var all: [Int64] = []
        for projection in projections {
            for position in positions(projection) {
                shards.append(projection.shard)
                orderIDs.append(projection.family.orderID)
                all.append(position)
            }
        }
        if !all.isEmpty { calls.append((statement, [shards, generation, orderIDs, all])) }
    }
}

/// An order's state with the newest message folded into it: a row of the read model.
struct StateRow {
    var shard: Int16
    var state: OrderState
    var position: Int64
}

extension FamilyProjection {
    /// The orders that changed, ascending by sales channel.
    var changedStates: [StateRow] {
        family.orders.compactMap { state in
            position(of: state.salesChannel).map { StateRow(shard: shard, state: state, position: $0) }
        }
    }

    /// The newest message folded into the order of a sales channel; nil where none was.
    func position(of salesChannel: String) -> Int64? { changed.first { $0.salesChannel == salesChannel }?.position }
}

extension [StateRow] {
    /// The binds of `save_orders`.
    fileprivate func columns(generation: Int32) -> Parameters {
        var binds = Parameters()
        binds.append(array: map(\.shard))
        binds.append(generation)
        binds.append(array: map(\.state.orderID))
        binds.append(array: map(\.state.salesChannel))
        binds.append(array: map(\.position))
        binds.append(array: map(\.state.isPlaced))
        binds.append(array: map(\.state.facts.testOrder))
        binds.append(array: map { $0.state.status.status?.raw })
        binds.append(array: map { $0.state.status.reason?.raw })
        binds.append(array: map { $0.state.originDate.value.map { PostgresTimestamp($0) } ?? .negativeInfinity })
        binds.append(array: map { $0.state.customerEmail })
        binds.append(array: map { $0.state.joinedSearchTerms })
        var json = JSONWriter(reservingCapacity: 4096)
        binds.append(
            array: map { row in
                json.removeAll()
                row.state.writeDocument(to: &json)
                return json.text
            })
        return binds
    }
}
