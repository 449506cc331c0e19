/// How a database stands to this program's schema.
public struct SchemaStatus: Sendable, Equatable {
    /// A migration as the database remembers it.
    public struct Applied: Sendable, Equatable {
        public let version: Int
        public let title: String
        public let checksum: String
        /// RFC 3339, UTC.
        public let appliedAt: String
        public let durationMilliseconds: Int
    }

    /// Oldest first; empty for a database that was never migrated.
    public var applied: [Applied]
    /// Migrations of this program that the database lacks, oldest first.
    public var pending: [Migration]
    /// Functions and views whose text differs from what the database was given.
    public var pendingRepeatables: [Repeatable]
    /// Why ``Migrator`` would refuse this database, if it would.
    public var problem: MigrationError?

    /// Whether the database is exactly at this program's schema.
    public var isCurrent: Bool { pending.isEmpty && pendingRepeatables.isEmpty && problem == nil }
    /// The newest applied version, 0 for none.
    public var version: Int { applied.last?.version ?? 0 }
}
