/// Why the database could not be brought to this program's schema.
public enum MigrationError: Error, Equatable, CustomStringConvertible {
    /// The text of an applied migration was edited since.
    case checksumChanged(file: String, applied: String, current: String)
    /// The database holds a migration that this program does not know.
    case databaseNewer(databaseVersion: Int, programVersion: Int)
    /// A migration older than the newest applied one was never applied.
    case outOfOrder(file: String, databaseVersion: Int)
    /// A script failed; everything it did was rolled back.
    case failed(file: String, sqlState: String, message: String)
    /// Another process held the migration lock, or other sessions a table lock, for too long.
    case lockTimeout(file: String?)

    public var description: String {
        switch self {
        case .checksumChanged(let file, let applied, let current):
            """
            sql/migrations/\(file) was changed after it had been applied to this database (checksum \(applied) then, \
            \(current) now). Restore its text and put the change into a new migration.
            """
        case .databaseNewer(let database, let program):
            """
            The database is at schema version \(database), newer than this program's \(program). \
            Run the newer program, or restore the database from before its migration.
            """
        case .outOfOrder(let file, let version):
            """
            sql/migrations/\(file) is older than the database's version \(version) but was never applied to it. \
            Give it a number above \(version).
            """
        case .failed(let file, let sqlState, let message):
            "\(file) failed and was rolled back: \(message) (SQLSTATE \(sqlState))"
        case .lockTimeout(nil):
            "Another process has been migrating this database for too long. Look at pg_locks for its advisory lock, then try again."
        case .lockTimeout(let file?):
            "\(file) waited too long for a lock that another session holds; it was rolled back. Try again when the database is idle."
        }
    }
}
