import Communications
import OMSMessages
import OrderModel
import Postgres
import Schema

/// Advances shards by a page of messages, in one transaction with everything that follows from them.
///
/// Of shards that are little behind one page takes many, since a transaction costs more than a message; of one that is far
/// behind, as much as a page holds.
///
/// Safety of `@unchecked Sendable`: the message reader reuses its buffers, so each worker owns a projector and calls it from
/// the connection it has borrowed, one call after another.
final class ShardProjector: @unchecked Sendable {
    let node: PostgresUUID
    let policy: Policy
    let pageSize: Int
    let reader = OMSMessageReader.forFolding()

    init(node: PostgresUUID, policy: Policy, pageSize: Int) {
        self.node = node
        self.policy = policy
        self.pageSize = pageSize
    }

    /// What became of a page.
    struct Page: Sendable {
        var messages = 0
        /// Shards that were looked at, and whether more of their messages may be waiting. One whose lease is lost is among
        /// them, without more; one for which the page had no room is not.
        var shards: [Int16: Bool] = [:]
        /// Communications that were recorded for the first time.
        var decided: [Communication] = []
        var released: [Communication] = []
        /// Orders parked by this page.
        var parked: [ParkedOrder] = []
        /// Shards that could not be projected.
        var failures: [Int16: any Error] = [:]
    }

    /// An order that could not be folded.
    struct ParkedOrder: Sendable {
        var shard: Int16
        var orderID: String
        var position: Int64
        var error: String
    }

    /// Projects the next page of some shards.
    ///
    /// If that fails, each shard is tried alone, so that a fault stays with its shard. If a shard's page cannot be written
    /// because of what one order holds, it is projected again order by order, and the order at fault is parked: poison stays
    /// local (invariant 8).
    /// - Throws: what went wrong with the connection, or with the only shard.
    func project(_ leases: [ShardQueue.Lease], on connection: isolated Connection) throws -> Page {
        do {
            return try page(leases, orderByOrder: false, on: connection)
        } catch let error where leases.count > 1 && !error.endsWork {
            return try projectEach(leases, on: connection)
        } catch let error as PostgresError where error.isPoison {
            return try page(leases, orderByOrder: true, on: connection)
        }
    }

    /// One transaction a shard, until as many messages as a page holds are projected, or nothing more can be.
    /// - Throws: only while nothing is projected, so that what was is reported.
    private func projectEach(_ leases: [ShardQueue.Lease], on connection: isolated Connection) throws -> Page {
        var whole = Page()
        for lease in leases where whole.messages < pageSize {
            do {
                whole += try project([lease], on: connection)
            } catch let error where !error.endsWork || !whole.shards.isEmpty {
                whole.shards[lease.shard] = false
                whole.failures[lease.shard] = error
                if error.endsWork { break }
            }
        }
        return whole
    }

    /// A page in a transaction of its own. At a steady load a page holds few messages, and what it costs is round trips:
    /// the locks are taken with its begin, and the checkpoints move with what is saved.
    private func page(
        _ leases: [ShardQueue.Lease], orderByOrder: Bool, on connection: isolated Connection
    ) throws -> Page {
        let locks: Parameters = [leases.map(\.shard), node, leases.map(\.epoch)]
        return try connection.transaction(beginningWith: [(SQL.lockCheckpoints, locks)]) { connection, answers in
            try page(leases, locked: answers[0], orderByOrder: orderByOrder, on: connection)
        }
    }

    private func page(
        _ leases: [ShardQueue.Lease], locked: Rows, orderByOrder: Bool, on connection: isolated Connection
    ) throws -> Page {
        var page = Page()
        guard let (generation, starts) = try checkpoints(locked) else {
            for lease in leases { page.shards[lease.shard] = false }
            return page
        }
        let read = try readPage(leases.map(\.shard), starts, into: &page, on: connection)
        guard !read.isEmpty else { return page }
        let works = try connection.works(read, generation: generation, policy: policy, reader: reader)
        let folded = works.map { $0.fold(parking: &page.parked) }
        var together: [FamilyProjection] = []
        if orderByOrder {
            for (work, projections) in zip(works, folded) {
                for projection in projections {
                    try save(projection, work, generation, into: &page, on: connection)
                }
            }
        } else {
            together = Array(folded.joined())
        }
        for parked in page.parked {
            try connection.execute(
                SQL.parkOrder, [parked.shard, generation, parked.orderID, parked.position, parked.error])
        }
        let advance: Parameters = [read.map(\.shard), generation, read.map(\.start), read.map(\.end)]
        let saved = try connection.save(together, generation: generation, with: (SQL.advanceCheckpoints, advance))
        guard saved.last.affected == read.count else {
            throw ProjectionError.checkpointMoved(shards: read.map(\.shard).sorted())
        }
        page.note(saved.new, together)
        return page
    }

    /// - Returns: the generation that serves, and where its checkpoints stand; nil if all leases are lost.
    private func checkpoints(_ rows: Rows) throws(PostgresError) -> (generation: Int32, starts: [Int16: Int64])? {
        guard let generation = try rows.first?.int32(1) else { return nil }
        var starts: [Int16: Int64] = [:]
        // One generation serves at a time; were there another, its shards would be for another time.
        for row in rows where try row.int32(1) == generation { starts[try row.int16(0)] = try row.int64(2) }
        return (generation, starts)
    }

    /// Reads the next messages of shards; notes in the page which shards were looked at.
    private func readPage(
        _ shards: [Int16], _ starts: [Int16: Int64], into page: inout Page, on connection: isolated Connection
    ) throws -> [ShardMessages] {
        let locked = shards.filter { starts[$0] != nil }
        for shard in shards where starts[shard] == nil { page.shards[shard] = false }
        let rows = try connection.query(
            SQL.projectionPage, [locked, locked.map { starts[$0]! }, Int32(clamping: pageSize)])
        var read: [ShardMessages] = []
        var places: [Int16: Int] = [:]
        for row in rows {
            let shard = try row.int16(5)
            let place = places[shard] ?? read.count
            if place == read.count {
                places[shard] = place
                read.append(ShardMessages(shard: shard, start: starts[shard]!, messages: []))
            }
            let message = try FoldedMessage(row, reader: reader)
            // Positions have no gaps: a hole is corruption, and going on would hide it for ever. The shard stands still.
            let expected = read[place].end + 1
            if message.position == expected {
                read[place].messages.append(message)
            } else if page.failures[shard] == nil {
                page.failures[shard] = ProjectionError.hole(shard: shard, expected: expected, found: message.position)
            }
        }
        let isFull = rows.count >= pageSize
        // Of a full page, the last shard may have more, and those behind it were not looked at.
        let last = read.last?.shard
        for shard in isFull ? locked.prefix(while: { $0 != last }) + [last!] : locked[...] {
            page.shards[shard] = isFull && shard == last && page.failures[shard] == nil
        }
        read.removeAll { page.failures[$0.shard] != nil }
        page.messages = read.reduce(0) { $0 + $1.messages.count }
        return read
    }

    /// Saves one order under a savepoint; what the database refuses parks the order.
    private func save(
        _ projection: FamilyProjection, _ work: PageWork, _ generation: Int32, into page: inout Page,
        on connection: isolated Connection
    ) throws {
        do {
            let new = try connection.transaction { connection in
                try connection.save([projection], generation: generation)
            }
            page.note(new, [projection])
        } catch let error as PostgresError where error.isPoison {
            let orderID = projection.family.orderID
            page.parked.append(
                ParkedOrder(
                    shard: work.page.shard, orderID: orderID, position: work.firstPosition(of: orderID),
                    error: String(describing: error)))
        }
    }
}

extension ShardProjector.Page {
    /// Notes what was recorded, for signals and counters.
    fileprivate mutating func note(_ new: Set<String>, _ projections: [FamilyProjection]) {
        for projection in projections {
            decided += projection.decided.filter { new.contains($0.id) }
            released += projection.reopened.filter { projection.released.contains($0.id) }
        }
    }

    fileprivate static func += (whole: inout Self, page: Self) {
        whole.messages += page.messages
        whole.shards.merge(page.shards) { $1 }
        whole.decided += page.decided
        whole.released += page.released
        whole.parked += page.parked
        whole.failures.merge(page.failures) { $1 }
    }
}

extension Error {
    /// Whether it would be the same with other shards: the connection is lost, or nobody waits any more.
    fileprivate var endsWork: Bool {
        Task.isCancelled || self is CancellationError || (self as? PostgresError)?.kind == .connectionLost
    }
}

extension PostgresError {
    /// Whether what was written is at fault, so that trying the same again would fail the same way.
    var isPoison: Bool {
        guard case .server(let state) = kind else { return false }
        // Data exceptions, violated constraints, limits of the program, errors raised by triggers.
        return ["21", "22", "23", "54", "P0"].contains(String(state.errorClass))
    }
}
