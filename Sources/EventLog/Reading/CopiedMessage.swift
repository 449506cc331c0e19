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
        // All that may fail comes first: a noncopyable value is initialized as a whole.
        let columns = try MessageColumns(row)
        let erasure = try row.optionalInt64(4)
        let digest = try columns.digest(in: row)
        let bytes = (
            method: unsafe try row.withBytes(6) { unsafe $0 },
            salesChannel: unsafe try row.isNull(7) ? nil : row.withBytes(7) { unsafe $0 },
            orderID: unsafe try row.isNull(8) ? nil : row.withBytes(8) { unsafe $0 },
            messageID: unsafe try row.isNull(9) ? nil : row.withBytes(9) { unsafe $0 },
            payload: unsafe try row.withBytes(10) { unsafe $0 }
        )
        shard = columns.shard
        position = columns.position
        receivedAt = columns.receivedAt
        isHistorical = columns.isHistorical
        erasureID = erasure
        self.digest = digest
        unsafe methodBytes = bytes.method
        unsafe salesChannelBytes = bytes.salesChannel
        unsafe orderIDBytes = bytes.orderID
        unsafe messageIDBytes = bytes.messageID
        unsafe payloadBytes = bytes.payload
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
