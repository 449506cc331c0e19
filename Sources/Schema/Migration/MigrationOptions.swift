/// Values that migrations may read, and limits of a run.
public struct MigrationOptions: Sendable {
    /// Number of shards, pinned by the first migration; SQL reads it as `current_setting('herald.shards')::integer`.
    public var shards: Int
    /// How long to wait for another process that is migrating, and for each table lock, before giving up.
    public var lockTimeout: Duration

    /// Creates options.
    ///
    /// - Parameters:
    ///   - shards: Default 64, see `interfaces`: heard only by the first migration.
    ///   - lockTimeout: Default two minutes.
    public init(shards: Int = 64, lockTimeout: Duration = .seconds(120)) {
        self.shards = shards
        self.lockTimeout = lockTimeout
    }
}
