import Communications
import OMSMessages
import OrderModel
import Postgres
import Schema

/// The orders of one id, folded again from their first message on.
struct Refold {
    var projection: FamilyProjection
    /// How many messages were folded, without those that an operator told to skip.
    var messages = 0
    /// The message that cannot be read; the fold stopped before it.
    var problem: Problem?

    /// Where and why a fold stopped.
    struct Problem: Hashable, Sendable {
        var position: Int64
        var error: String
    }
}

extension Connection {
    /// Folds all messages of an order id up to a position, as operators' decisions about single messages say.
    ///
    /// Nothing is read but the log: what is stored may be what is wrong.
    func refold(_ orderID: String, shard: Int16, through position: Int64, policy: Policy) throws -> Refold {
        let stream = try orderStream(orderID, shard: shard, through: position, rules: ProjectionRules(policy: policy))
        var refold = Refold(projection: FamilyProjection(shard: shard, family: OrderFamily(orderID: orderID)))
        for message in stream.messages where !stream.rules.skipped.contains(message.position) {
            switch message.content {
            case .success(let entry): refold.projection.apply(entry, stream.rules)
            case .failure(let error):
                refold.problem = Refold.Problem(position: message.position, error: String(describing: error))
                return refold
            }
            refold.messages += 1
        }
        return refold
    }

    /// Replaces what a generation holds of an order id by what its messages fold to.
    func replaceStates(by refold: Refold, generation: Int32) throws(PostgresError) {
        let projection = refold.projection
        try execute(SQL.forgetOrderFamily, [projection.shard, generation, projection.family.orderID])
        try saveStates([projection], generation: generation)
    }

    /// The same for the generation that serves, together with the communications that follow: those not recorded yet are,
    /// and those that are held are decided again.
    /// - Returns: how many communications were recorded for the first time.
    func replace(by refold: Refold, generation: Int32, policy: Policy) throws(PostgresError) -> Int {
        let projection = refold.projection
        let (shard, orderID) = (projection.shard, projection.family.orderID)
        var decided: [String: Communication] = [:]
        for communication in projection.decided { decided[communication.id] = communication }
        var released: [Communication] = []
        for row in try query(SQL.loadHeld, [[shard], [orderID]]) {
            let held = try Communication(held: row, policy: policy)
            if let again = decided[held.id], again.disposition != held.disposition { released.append(again) }
        }
        try execute(SQL.forgetOrderFamily, [shard, generation, orderID])
        let new = try save([projection], generation: generation)
        if !released.isEmpty {
            _ = try query(SQL.releaseCommunications, CommunicationColumns(released).release)
        }
        return new.count
    }

    /// Locks the live checkpoint of a shard, so that its worker waits.
    /// - Returns: the generation that serves and how far it has come; nil if there is no such shard.
    func lockLiveCheckpoint(_ shard: Int16) throws(PostgresError) -> (generation: Int32, position: Int64)? {
        guard let row = try query(SQL.lockLiveCheckpoint, [shard]).only else { return nil }
        return (try row.int32(0), try row.int64(1))
    }

    /// Keeps rebuilds out until the transaction ends: one under way would not know what an operator says now.
    /// - Throws: ``RebuildError/running`` if one is under way.
    func keepRebuildsOut() throws {
        try execute(SQL.lockGenerations)
        if try query(SQL.rebuildUnderWay).only?.bool(0) == true { throw RebuildError.running }
    }

    /// Throws away what a rebuild has left unfinished, before something is said that its fold should have obeyed.
    ///
    /// Rebuilds are kept out; for erasure it matters too that nothing of what is erased stays there.
    func dropUnfinishedGenerations() throws(PostgresError) {
        _ = try query(SQL.dropUnfinishedGenerations)
    }
}
