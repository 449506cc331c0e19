/// Where a message stands in the event log, durably.
public struct AppendResult: Hashable, Sendable {
    public let shard: Int16
    public let position: Int64
    /// Whether the log held it already; `position` is the one it has had since.
    public let isDuplicate: Bool

    public init(shard: Int16, position: Int64, isDuplicate: Bool) {
        self.shard = shard
        self.position = position
        self.isDuplicate = isDuplicate
    }
}
