import Communications
import OMSMessages
import OrderModel
import Postgres
import Schema

/// Advances one shard by a page of messages, in one transaction with everything that follows from them.
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
        var generation: Int32 = 0
        /// The checkpoint after the page.
        var position: Int64 = 0
        var messages = 0
        /// Whether more messages may be waiting.
        var isFull = false
        /// Communications that were recorded for the first time.
        var decided: [Communication] = []
        var released: [Communication] = []
        /// Orders parked by this page.
        var parked: [ParkedOrder] = []
        /// Receipt of the newest message of the page.
        var newestReceipt: Timestamp?
    }

    /// An order that could not be folded.
    struct ParkedOrder: Sendable {
        var orderID: String
        var position: Int64
        var error: String
    }

    /// Projects the next page of a shard.
    ///
    /// If the page cannot be written because of what one order holds, it is projected again order by order, and the order
    /// at fault is parked: poison stays local (invariant 8).
    /// - Returns: nil if the lease is lost or generations were just switched.
    func project(_ shard: Int16, epoch: Int64, on connection: isolated Connection) throws -> Page? {
        do {
            return try connection.transaction { connection in
                try page(shard, epoch: epoch, orderByOrder: false, on: connection)
            }
        } catch let error as PostgresError where error.isPoison {
            return try connection.transaction { connection in
                try page(shard, epoch: epoch, orderByOrder: true, on: connection)
            }
        }
    }

    private func page(
        _ shard: Int16, epoch: Int64, orderByOrder: Bool, on connection: isolated Connection
    ) throws -> Page? {
        guard let checkpoint = try connection.query(SQL.lockCheckpoint, [shard, node, epoch]).first else { return nil }
        var page = Page(generation: try checkpoint.int32(0), position: try checkpoint.int64(1))
        let start = page.position
        let rows = try connection.query(SQL.projectionPage, [shard, start, Int32(pageSize)])
        guard !rows.isEmpty else { return page }
        let messages = try readPage(rows, start: start, shard: shard)
        page.messages = messages.count
        page.isFull = messages.count == pageSize
        page.position = messages.last?.position ?? start
        if case .success(let entry) = messages.last?.content { page.newestReceipt = entry.receivedAt }

        let work = try PageWork(
            messages, shard: shard, generation: page.generation, policy: policy, reader: reader, on: connection)
        let folded = work.fold(parking: &page.parked)
        if orderByOrder {
            for projection in folded { try save(projection, work, into: &page, on: connection) }
        } else {
            page.note(try connection.save(folded, shard: shard, generation: page.generation), folded)
        }
        for parked in page.parked {
            try connection.execute(
                SQL.parkOrder, [shard, page.generation, parked.orderID, parked.position, parked.error])
        }
        let advanced = try connection.execute(SQL.advanceCheckpoint, [shard, page.generation, start, page.position])
        guard advanced == 1 else { throw ProjectionError.checkpointMoved(shard: shard, position: start) }
        return page
    }

    private func readPage(_ rows: Rows, start: Int64, shard: Int16) throws -> [FoldedMessage] {
        var messages: [FoldedMessage] = []
        messages.reserveCapacity(rows.count)
        var expected = start + 1
        for row in rows {
            let message = try FoldedMessage(row, reader: reader)
            // Positions have no gaps: a hole is corruption, and going on would hide it for ever.
            guard message.position == expected else {
                throw ProjectionError.hole(shard: shard, expected: expected, found: message.position)
            }
            expected += 1
            messages.append(message)
        }
        return messages
    }

    /// Saves one order under a savepoint; what the database refuses parks the order.
    private func save(
        _ projection: FamilyProjection, _ work: PageWork, into page: inout Page, on connection: isolated Connection
    ) throws {
        do {
            let generation = page.generation
            let new = try connection.transaction { connection in
                try connection.save([projection], shard: work.shard, generation: generation)
            }
            page.note(new, [projection])
        } catch let error as PostgresError where error.isPoison {
            let orderID = projection.family.orderID
            page.parked.append(
                ParkedOrder(
                    orderID: orderID, position: work.firstPosition(of: orderID), error: String(describing: error)))
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
}

extension PostgresError {
    /// Whether what was written is at fault, so that trying the same again would fail the same way.
    var isPoison: Bool {
        guard case .server(let state) = kind else { return false }
        // Data exceptions, violated constraints, limits of the program, errors raised by triggers.
        return ["21", "22", "23", "54", "P0"].contains(String(state.errorClass))
    }
}

/// Why a shard cannot go on.
public enum ProjectionError: Error, Hashable, Sendable {
    /// A position is missing in the log.
    case hole(shard: Int16, expected: Int64, found: Int64)
    /// Somebody else advanced the checkpoint; the page was rolled back and will be read again.
    case checkpointMoved(shard: Int16, position: Int64)
}

extension ProjectionError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .hole(let shard, let expected, let found):
            "the log of shard \(shard) has a hole: position \(expected) is missing before \(found); "
                + "the shard stands still, run 'herald doctor'"
        case .checkpointMoved(let shard, let position):
            "another worker advanced shard \(shard) beyond position \(position)"
        }
    }
}
