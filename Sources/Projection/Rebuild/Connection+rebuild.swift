import Communications
import EventLog
import OMSMessages
import OrderModel
import Postgres
import Schema

extension Connection {
    /// Folds a shard up to its live checkpoint in one snapshot, and hands the result to `body` within it.
    func fold(
        _ shard: Int16, policy: Policy, progress: @Sendable (Int) -> Void,
        _ body:
            @Sendable (ShardFold, _ generation: Int32, _ position: Int64, inout RebuildReport, isolated Connection)
            throws -> Void
    ) throws -> RebuildReport {
        try transaction(.repeatableRead) { connection in
            var report = RebuildReport()
            guard let checkpoint = try connection.query(SQL.readLiveCheckpoint, [shard]).first else { return report }
            let (generation, position) = (try checkpoint.int32(0), try checkpoint.int64(1))
            var fold = ShardFold(shard: shard, rules: try connection.rules(forAllOf: shard, policy: policy))
            try fold.fold(through: position, on: connection, onProgress: progress)
            report.messages = fold.messages
            report.parkedOrders = fold.parked.count
            for family in fold.families.values {
                report.orders += family.family.orders.count
                report.communications += family.decided.count
            }
            try body(fold, generation, position, &report, connection)
            return report
        }
    }

    /// Writes a folded shard into a generation that is being built: final rows only, by COPY.
    func store(_ fold: ShardFold, generation: Int32, through position: Int64) throws {
        let copy = Statement(
            name: "copy_orders", sql: SQL.copyOrders.sql.replacing("{generation}", with: String(generation)))
        let families = fold.families.values.sorted { $0.family.orderID < $1.family.orderID }
        var json = JSONWriter(reservingCapacity: 4096)
        _ = try copyIn(copy) { writer in
            for family in families {
                for row in family.changedStates { try row.write(fold.shard, generation, &json, to: &writer) }
            }
        }
        // Everything but the states, which are there already; the communications are nobody's to write here.
        try saveQueues(families, shard: fold.shard, generation: generation)
        for (orderID, parked) in fold.parked.sorted(by: { $0.key < $1.key }) {
            try execute(SQL.parkOrder, [fold.shard, generation, orderID, parked.position, parked.error])
        }
        try execute(SQL.advanceCheckpoint, [fold.shard, generation, Int64(0), position])
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
            var position = start
            while position < live {
                position = try transaction { connection in
                    try connection.shadowPage(
                        shard, generation, after: position, through: live, policy: policy,
                        reader: OMSMessageReader.forFolding())
                }
            }
            total += Int(live - start)
        }
        return total
    }

    private func shadowPage(
        _ shard: Int16, _ generation: Int32, after start: Int64, through last: Int64, policy: Policy,
        reader: OMSMessageReader
    ) throws -> Int64 {
        let limit = Int32(clamping: min(1000, last - start))
        var messages: [FoldedMessage] = []
        for row in try query(SQL.projectionPage, [shard, start, limit]) {
            messages.append(try FoldedMessage(row, reader: reader))
        }
        guard let end = messages.last?.position else {
            throw ProjectionError.hole(shard: shard, expected: start + 1, found: last)
        }
        let work = try PageWork(
            messages, shard: shard, generation: generation, policy: policy, reader: reader, on: self)
        var parked: [ShardProjector.ParkedOrder] = []
        let folded = work.fold(parking: &parked)
        try saveStates(folded, shard: shard, generation: generation)
        for order in parked {
            try execute(SQL.parkOrder, [shard, generation, order.orderID, order.position, order.error])
        }
        try execute(SQL.advanceCheckpoint, [shard, generation, start, end])
        return end
    }
}

extension StateRow {
    /// Writes the row as `copy_orders` takes it.
    fileprivate func write(
        _ shard: Int16, _ generation: Int32, _ json: inout JSONWriter, to writer: inout CopyWriter
    ) throws(PostgresError) {
        try writer.startRow(columns: 12)
        writer.append(shard)
        writer.append(generation)
        writer.append(state.orderID)
        writer.append(state.salesChannel)
        writer.append(position)
        writer.append(state.isPlaced)
        writer.append(state.facts.testOrder)
        writer.append(state.status.status?.raw)
        writer.append(state.status.reason?.raw)
        writer.append(state.originDate.value.map { PostgresTimestamp($0) } ?? .negativeInfinity)
        writer.append(state.customerEmail)
        json.removeAll()
        state.writeDocument(to: &json)
        unsafe json.withBytes { unsafe writer.append($0) }
    }
}
