import OMSMessages
import OrderModel
import Postgres

/// A message of the log as the projection reads it: typed, or the reason why it cannot be.
struct FoldedMessage {
    var position: Int64
    var orderID: String?
    var receivedAt: Timestamp
    var isHistorical: Bool
    var content: Result<LogEntry, OMSMessageError>

    /// Reads a row of `projection_page` or `load_waiting`; its shard is behind it.
    init(_ row: Row, reader: OMSMessageReader) throws {
        try unsafe self.init(row) { bytes throws(OMSMessageError) in try unsafe reader.message(from: bytes) }
    }

    /// Reads a row of `order_messages`.
    /// - Parameter memory: what is remembered of the order's snapshots; nil at first.
    init(_ row: Row, reader: OMSMessageReader, knowing memory: inout SnapshotMemory?) throws {
        try unsafe self.init(row) { bytes throws(OMSMessageError) in
            try unsafe reader.message(from: bytes, knowing: &memory)
        }
    }

    private init(
        _ row: Row, _ read: (UnsafeRawBufferPointer) throws(OMSMessageError) -> OMSMessage
    ) throws {
        position = try row.int64(0)
        orderID = try row.optionalString(3)
        receivedAt = Timestamp(try row.timestamp(1))
        isHistorical = try row.bool(2)
        let (position, receivedAt, isHistorical) = (position, receivedAt, isHistorical)
        // A message without an order id belongs to no stream; it is not even parsed.
        guard orderID != nil else {
            content = .success(
                LogEntry(
                    position: position, receivedAt: receivedAt, isHistorical: isHistorical,
                    message: OMSMessage(envelope: OMSEnvelope(method: .other("")), payload: .other)))
            return
        }
        content = unsafe try row.withBytes(4) { bytes in
            do throws(OMSMessageError) {
                let message = unsafe try read(bytes)
                return .success(
                    LogEntry(position: position, receivedAt: receivedAt, isHistorical: isHistorical, message: message))
            } catch {
                return .failure(error)
            }
        }
    }
}
