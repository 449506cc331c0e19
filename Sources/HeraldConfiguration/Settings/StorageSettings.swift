/// The database that herald uses.
public struct DatabaseSettings: Hashable, Sendable {
    /// A libpq URI; nil: herald runs its own PostgreSQL in `data.dir`.
    public var url: String?
    public var pool = Pool()

    /// The connection pool of this process.
    public struct Pool: Hashable, Sendable {
        /// Most connections open at once.
        public var maximum = 8
        /// How long a task waits for a connection before it fails.
        public var waitTimeout = Duration.seconds(5)
    }
}

/// Where herald keeps files of its own.
public struct DataSettings: Hashable, Sendable {
    /// Folder of the embedded database, the mailbox and generated secrets.
    public var directory = ".herald"
}

/// Templates that replace the built-in ones.
public struct TemplateSettings: Hashable, Sendable {
    /// Folder of the overrides; nil: built-in templates alone.
    public var directory: String?
}
