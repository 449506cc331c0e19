internal import Postgres

/// A message in the middle of a COPY, read where it lies. Since it can only be borrowed, none of it outlives the call.
@safe public struct CopiedMessage: ~Copyable {
    public let shard: Int16
    /// From 1, without gaps in its shard.
    public let position: Int64
    /// Microseconds since 1970-01-01 00:00:00 UTC.
    public let receivedAt: Int64
    public let isHistorical: Bool
    /// See ``StoredMessage/erasureID``.
    public let erasureID: Int64?
    public let digest: MessageDigest
    private let methodBytes: UnsafeRawBufferPointer
    private let salesChannelBytes: UnsafeRawBufferPointer?
    private let orderIDBytes: UnsafeRawBufferPointer?
    private let messageIDBytes: UnsafeRawBufferPointer?
    private let payloadBytes: UnsafeRawBufferPointer

    init(_ row: borrowing CopyRow) throws {
        let columns = try MessageColumns(row)
        shard = columns.shard
        position = columns.position
        receivedAt = columns.receivedAt
        isHistorical = columns.isHistorical
        erasureID = try row.optionalInt64(4)
        digest = try columns.digest(in: row)
        unsafe methodBytes = try unsafe row.withBytes(6) { unsafe $0 }
        unsafe salesChannelBytes = try row.isNull(7) ? nil : unsafe row.withBytes(7) { unsafe $0 }
        unsafe orderIDBytes = try row.isNull(8) ? nil : unsafe row.withBytes(8) { unsafe $0 }
        unsafe messageIDBytes = try row.isNull(9) ? nil : unsafe row.withBytes(9) { unsafe $0 }
        unsafe payloadBytes = try unsafe row.withBytes(MessageColumns.payload) { unsafe $0 }
    }

    public var method: String { unsafe String(decoding: methodBytes, as: UTF8.self) }
    public var salesChannel: String? { unsafe salesChannelBytes.map { unsafe String(decoding: $0, as: UTF8.self) } }
    public var orderID: String? { unsafe orderIDBytes.map { unsafe String(decoding: $0, as: UTF8.self) } }
    public var messageID: String? { unsafe messageIDBytes.map { unsafe String(decoding: $0, as: UTF8.self) } }
    public var payload: [UInt8] { unsafe Array(payloadBytes) }
    /// The number of bytes of ``payload``.
    public var payloadSize: Int { unsafe payloadBytes.count }

    /// The payload where it lies; the pointer is valid inside `body` only.
    public func withPayload<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try unsafe body(payloadBytes)
    }

    /// The order id where it lies, to compare it without making a string.
    public func withOrderID<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer?) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try unsafe body(orderIDBytes)
    }

    /// A copy that may be kept.
    public func stored() -> StoredMessage {
        StoredMessage(
            shard: shard, position: position, receivedAt: receivedAt, isHistorical: isHistorical, erasureID: erasureID,
            digest: digest, method: method, salesChannel: salesChannel, orderID: orderID, messageID: messageID,
            payload: payload)
    }
}
