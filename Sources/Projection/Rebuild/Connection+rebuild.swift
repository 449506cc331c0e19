import Communications
import EventLog
import OMSMessages
import OrderModel
import Postgres
import Schema

extension Connection {
    /// Writes a portion into a generation that is being built: final rows only, by COPY.
    func store(_ portion: Portion, generation: Int32) throws {
        let copy = Statement(
            name: "copy_orders", sql: SQL.copyOrders.sql.replacing("{generation}", with: String(generation)))
        if !portion.rows.isEmpty {
            try copyIn(copy) { writer in
                for row in portion.rows { try row.write(portion, generation, to: &writer) }
            }
        }
        // Everything but the states, which are there already; the communications are nobody's to write here.
        if !portion.queues.isEmpty { try saveQueues(portion.queues, generation: generation) }
        for order in portion.parked {
            try execute(SQL.parkOrder, [portion.shard, generation, order.orderID, order.position, order.error])
        }
    }

    /// Brings a generation that is being built to where the live one stands, shard by shard.
    /// - Returns: how many messages it was behind.
    func catchUp(_ generation: Int32, policy: Policy) throws -> Int {
        var total = 0
        var positions: [(Int16, Int64)] = []
        for row in try query(SQL.readCheckpoints, [generation]) {
            positions.append((try row.int16(0), try row.int64(1)))
        }
        for (shard, start) in positions {
            guard let live = try query(SQL.readLiveCheckpoint, [shard]).first?.int64(1), live > start else { continue }
            try advance(shard, of: generation, from: start, to: live, policy: policy)
            total += Int(live - start)
        }
        return total
    }

    /// Brings a shard of a generation that is being built to where the live one stands in the snapshot of the transaction.
    /// - Returns: the live generation; nil if there is no such shard.
    func catchUp(_ shard: Int16, of generation: Int32, policy: Policy) throws -> Int32? {
        guard let live = try query(SQL.readLiveCheckpoint, [shard]).first,
            let start = try query(SQL.readCheckpoint, [shard, generation]).first?.int64(0)
        else { return nil }
        try advance(shard, of: generation, from: start, to: try live.int64(1), policy: policy)
        return try live.int32(0)
    }

    /// Folds messages of a shard into a generation that is being built, a transaction (or savepoint) a page.
    private func advance(
        _ shard: Int16, of generation: Int32, from start: Int64, to end: Int64, policy: Policy
    ) throws {
        var position = start
        while position < end {
            try Task.checkCancellation()
            position = try transaction { connection in
                try connection.shadowPage(
                    shard, generation, after: position, through: end, policy: policy,
                    reader: OMSMessageReader.forFolding())
            }
        }
    }

    private func shadowPage(
        _ shard: Int16, _ generation: Int32, after start: Int64, through last: Int64, policy: Policy,
        reader: OMSMessageReader
    ) throws -> Int64 {
        let limit = Int32(clamping: min(1000, last - start))
        var messages: [FoldedMessage] = []
        for row in try query(SQL.projectionPage, [[shard], [start], limit]) {
            messages.append(try FoldedMessage(row, reader: reader))
        }
        guard let end = messages.last?.position else {
            throw ProjectionError.hole(shard: shard, expected: start + 1, found: last)
        }
        let work = try works(
            [ShardMessages(shard: shard, start: start, messages: messages)], generation: generation, policy: policy,
            reader: reader)[0]
        var parked: [ShardProjector.ParkedOrder] = []
        let folded = work.fold(parking: &parked)
        try saveStates(folded, generation: generation)
        for order in parked {
            try execute(SQL.parkOrder, [shard, generation, order.orderID, order.position, order.error])
        }
        try execute(SQL.advanceCheckpoints, [[shard], generation, [start], [end]])
        return end
    }
}

extension Portion.Row {
    /// Writes the row as `copy_orders` takes it.
    fileprivate func write(
        _ portion: Portion, _ generation: Int32, to writer: inout CopyWriter
    ) throws(PostgresError) {
        try writer.startRow(columns: 13)
        writer.append(portion.shard)
        writer.append(generation)
        writer.append(orderID)
        writer.append(salesChannel)
        writer.append(position)
        writer.append(isPlaced)
        writer.append(isTest)
        writer.append(status)
        writer.append(statusReason)
        writer.append(orderedAt)
        writer.append(email)
        if searchTerms.isEmpty { writer.appendNull() } else { writer.append(array: searchTerms) }
        unsafe portion.withDocument(of: self) { unsafe writer.append($0) }
    }
}
