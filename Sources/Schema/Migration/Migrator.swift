public import Postgres

/// Brings a database to this program's schema: forward only, safe to run from several processes at once.
public struct Migrator: Sendable {
    /// Oldest first.
    public let migrations: [Migration]
    /// Functions, then views, each in name order.
    public let repeatables: [Repeatable]

    /// Identifies the advisory lock: the letters "herald".
    static let lockKey: Int64 = 0x6865_7261_6c64

    /// A migrator for given scripts; by default those of `sql/`.
    public init(
        migrations: [Migration] = Schema.migrations, repeatables: [Repeatable] = Schema.functions + Schema.views
    ) {
        self.migrations = migrations.sorted { $0.version < $1.version }
        self.repeatables = Repeatable.Kind.allCases.flatMap { kind in
            repeatables.filter { $0.kind == kind }.sorted { $0.name < $1.name }
        }
    }

    /// Applies what the database lacks.
    ///
    /// Each migration runs in a transaction of its own; a failure leaves the ones before it applied. Functions and
    /// views run together in one transaction at the end.
    /// - Throws: ``MigrationError``, or `PostgresError` when the database cannot be reached.
    @discardableResult
    public func migrate(
        using pool: ConnectionPool, options: MigrationOptions = MigrationOptions()
    ) async throws -> MigrationReport {
        try await pool.withConnection { connection in try migrate(on: connection, options: options) }
    }

    /// Applies what the database lacks, on a connection of the caller's.
    @discardableResult
    public func migrate(
        using connection: Connection, options: MigrationOptions = MigrationOptions()
    ) async throws -> MigrationReport {
        try await connection.perform { connection in try migrate(on: connection, options: options) }
    }

    /// Compares the database with this program's schema; changes nothing.
    public func status(using pool: ConnectionPool) async throws -> SchemaStatus {
        try await pool.withConnection { connection in try status(on: connection) }
    }

    /// Compares the database with this program's schema, on a connection of the caller's.
    public func status(using connection: Connection) async throws -> SchemaStatus {
        try await connection.perform { connection in try status(on: connection) }
    }
}
