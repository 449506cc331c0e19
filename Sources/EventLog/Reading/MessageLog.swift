public import Postgres
internal import Schema

/// Reads the event log.
public struct MessageLog: Sendable {
    let pool: ConnectionPool

    public init(pool: ConnectionPool) { self.pool = pool }

    /// How many shards the database was made with.
    public func shardCount() async throws -> Int {
        try await pool.withConnection { try $0.shardCount() }
    }

    /// The newest position of every shard; 0 for one without messages.
    public func heads() async throws -> [Int16: Int64] {
        try await pool.withConnection { try $0.heads() }
    }

    /// Messages of a shard in order.
    ///
    /// - Parameters:
    ///   - after: the position behind which to start, 0 for the beginning.
    ///   - limit: how many at most; fewer are returned only at the end.
    public func page(shard: Int16, after: Int64, limit: Int = 1000) async throws -> [StoredMessage] {
        try await pool.withConnection { try $0.messagePage(shard: shard, after: after, limit: limit) }
    }

    /// Messages of an order in order, at most `limit` of them.
    ///
    /// - Parameters:
    ///   - shard: the order's, see ``ShardHash/shard(ofOrder:among:)``.
    ///   - after: the position behind which to start.
    ///   - upTo: the last position wanted.
    public func messages(
        ofOrder orderID: String, shard: Int16, after: Int64 = 0, upTo last: Int64 = .max, limit: Int = 10_000
    ) async throws -> [StoredMessage] {
        try await pool.withConnection {
            try $0.messages(ofOrder: orderID, shard: shard, after: after, upTo: last, limit: limit)
        }
    }

    /// One message, or `nil` if there is none at the position.
    public func message(shard: Int16, position: Int64) async throws -> StoredMessage? {
        try await pool.withConnection { connection in
            try connection.query(SQL.readMessage, [shard, position]).only.map { try StoredMessage($0) }
        }
    }

    /// Hands messages of a shard, in order, to `body`, which runs on the connection's queue. The fastest way through
    /// the log; memory does not grow with the number of messages.
    ///
    /// - Parameters:
    ///   - from: the first position wanted.
    ///   - through: the last position wanted.
    ///   - body: gets each message where it lies; nothing of it may be kept.
    /// - Returns: how many there were.
    @discardableResult
    public func copyOut(
        shard: Int16, from first: Int64 = 1, through last: Int64 = .max,
        body: @Sendable (borrowing CopiedMessage) throws -> Void
    ) async throws -> Int {
        try await pool.transaction(.readOnly, retries: 0) { connection in
            try connection.copyMessages(shard: shard, from: first, through: last, body)
        }
    }
}
