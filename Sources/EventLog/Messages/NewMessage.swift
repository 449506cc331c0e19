public import OMSMessages

/// A message on its way into the event log.
public struct NewMessage: Sendable {
    /// Where it belongs: the hash of its order id, or of its digest if it names no order.
    public let shard: Int16
    public let digest: MessageDigest
    /// Microseconds since 1970-01-01 00:00:00 UTC.
    public let receivedAt: Int64
    /// Whether it tells of the past: nobody is notified then.
    public let isHistorical: Bool
    public let method: String
    public let salesChannel: String?
    public let orderID: String?
    /// The JSON-RPC id as people read it.
    public let messageID: String?
    /// The bytes as they came.
    public let payload: [UInt8]

    /// Makes a message of bytes whose envelope has been read.
    ///
    /// - Parameters:
    ///   - envelope: as `OMSMessageReader` read it from `payload`.
    ///   - receivedAt: microseconds since 1970-01-01 00:00:00 UTC.
    ///   - isHistorical: whether the message comes from an import of the past.
    ///   - shards: how many shards the database has.
    public init(envelope: OMSEnvelope, payload: [UInt8], receivedAt: Int64, isHistorical: Bool, shards: Int) {
        let params = unsafe payload.span.bytes.extracting(envelope.params)
        let digest = MessageDigest(rpcID: envelope.rpcID, method: envelope.method.text, params: params)
        let orderID = envelope.orderID.map { IndexedText($0).text }
        shard =
            orderID.map { ShardHash.shard(of: $0.utf8, among: shards) }
            ?? ShardHash.shard(of: digest.bytes, among: shards)
        self.digest = digest
        self.receivedAt = receivedAt
        self.isHistorical = isHistorical
        method = IndexedText(envelope.method.text).text
        salesChannel = envelope.salesChannel.map { IndexedText($0).text }
        self.orderID = orderID
        messageID = envelope.messageID.map { IndexedText($0).text }
        self.payload = payload
    }
}
