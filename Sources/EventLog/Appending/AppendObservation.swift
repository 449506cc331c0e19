/// What one transaction of a ``MessageAppender`` did, for metrics.
public struct AppendObservation: Sendable {
    public enum Outcome: Hashable, Sendable {
        case committed
        case failed
    }

    public let outcome: Outcome
    public let messages: Int
    public let duplicates: Int
    public let payloadBytes: Int
    /// From taking the batch to the answer of the database.
    public let duration: Duration
    /// Messages waiting in all lanes when it ended.
    public let queued: Int
}
