public import Postgres
internal import Schema

// The reads of `MessageLog` for code that holds a connection already.
extension Connection {
    /// See ``MessageLog/shardCount()``.
    public func shardCount() throws -> Int {
        guard let row = try query(SQL.readShardCount).only else {
            throw PostgresError(
                .protocolViolation, "the database does not say how many shards it has; run 'herald migrate'")
        }
        return try row.int(0)
    }

    /// See ``MessageLog/heads()``.
    public func heads() throws -> [Int16: Int64] {
        var heads: [Int16: Int64] = [:]
        for row in try query(SQL.readShardHeads) { heads[try row.int16(0)] = try row.int64(1) }
        return heads
    }

    /// See ``MessageLog/page(shard:after:limit:)``.
    public func messagePage(shard: Int16, after: Int64, limit: Int) throws -> [StoredMessage] {
        try query(SQL.readMessagePage, [shard, after, limit]).map { try StoredMessage($0) }
    }

    /// See ``MessageLog/messages(ofOrder:shard:after:upTo:limit:)``.
    public func messages(
        ofOrder orderID: String, shard: Int16, after: Int64 = 0, upTo last: Int64 = .max, limit: Int = 10_000
    ) throws -> [StoredMessage] {
        try query(SQL.readOrderMessages, [shard, IndexedText(orderID).text, after, last, limit])
            .map { try StoredMessage($0) }
    }

    /// See ``MessageLog/copyOut(shard:from:through:body:)``; must run in a transaction.
    @discardableResult
    public func copyMessages(
        shard: Int16, from first: Int64 = 1, through last: Int64 = .max,
        _ body: (borrowing CopiedMessage) throws -> Void
    ) throws -> Int {
        precondition(isInTransaction, "the range of a COPY is a setting of a transaction")
        let after = first > Int64.min ? first - 1 : first
        try execute(SQL.setCopyRange, [String(shard), String(after), String(last)])
        return try copyOut(SQL.copyMessages) { row in try body(CopiedMessage(row)) }
    }
}
