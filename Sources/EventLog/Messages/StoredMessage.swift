internal import Postgres

/// A message as the event log holds it.
public struct StoredMessage: Hashable, Sendable {
    public let shard: Int16
    /// From 1, without gaps in its shard.
    public let position: Int64
    /// Microseconds since 1970-01-01 00:00:00 UTC.
    public let receivedAt: Int64
    public let isHistorical: Bool
    /// The erasure that removed personal data from it, if any; ``payload`` is no longer what came then.
    public let erasureID: Int64?
    public let digest: MessageDigest
    public let method: String
    public let salesChannel: String?
    public let orderID: String?
    public let messageID: String?
    public let payload: [UInt8]
}

extension StoredMessage {
    /// Reads a row of the statements that select messages; all name the same columns.
    init(_ row: borrowing some RowAccess & ~Copyable) throws {
        let view = try MessageColumns(row)
        self.init(
            shard: view.shard, position: view.position, receivedAt: view.receivedAt, isHistorical: view.isHistorical,
            erasureID: try row.optionalInt64(4), digest: try view.digest(in: row), method: try row.string(6),
            salesChannel: try row.optionalString(7), orderID: try row.optionalString(8),
            messageID: try row.optionalString(9), payload: try row.bytes(10))
    }
}

/// The columns with a fixed width.
struct MessageColumns {
    let shard: Int16
    let position: Int64
    let receivedAt: Int64
    let isHistorical: Bool

    init(_ row: borrowing some RowAccess & ~Copyable) throws(PostgresError) {
        shard = try row.int16(0)
        position = try row.int64(1)
        receivedAt = try row.timestamp(2).microsecondsSince1970
        isHistorical = try row.bool(3)
    }

    func digest(in row: borrowing some RowAccess & ~Copyable) throws -> MessageDigest {
        guard let digest = unsafe try row.withBytes(5, { unsafe MessageDigest(bytes: $0) }) else {
            throw row.decodingError(5, expected: "bytea of 16 bytes")
        }
        return digest
    }
}
