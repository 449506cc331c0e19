/// The bounds of a ``MessageAppender``.
public struct AppendLimits: Hashable, Sendable {
    /// Transactions that may be under way at the same time, where much waits; a shard always uses the same lane.
    public var lanes: Int
    /// Messages that may wait; further ones are refused with ``AppendError/overloaded``.
    public var maximumQueued: Int
    /// Bytes of payload that may wait.
    public var maximumQueuedBytes: Int
    /// Messages of one transaction.
    public var maximumBatch: Int
    /// Bytes of payload of one transaction; a larger message goes alone.
    public var maximumBatchBytes: Int

    public static let `default` = AppendLimits()

    /// As long as no more messages wait, one transaction writes those of all lanes. With 64 callers of one message each, one
    /// writer did 5,300 to 9,800 a second where two did 4,300 to 7,100 (2 cores, PostgreSQL among them).
    static let together = 128

    public init(
        lanes: Int = 2, maximumQueued: Int = 8192, maximumQueuedBytes: Int = 64 << 20, maximumBatch: Int = 1000,
        maximumBatchBytes: Int = 16 << 20
    ) {
        self.lanes = max(1, lanes)
        self.maximumQueued = max(1, maximumQueued)
        self.maximumQueuedBytes = max(1, maximumQueuedBytes)
        self.maximumBatch = max(1, maximumBatch)
        self.maximumBatchBytes = max(1, maximumBatchBytes)
    }
}
