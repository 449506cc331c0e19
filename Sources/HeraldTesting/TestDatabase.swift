import EmbeddedPostgres
public import Postgres
import Synchronization

/// A database of a test's own.
public struct TestDatabase: Sendable {
    @TaskLocal static var bound: TestDatabase?
    private static let counter = Atomic<Int>(0)

    /// The database of the running test, which must have the trait `.database`.
    public static var current: TestDatabase {
        guard let bound else { preconditionFailure("the test has no database: give it the trait .database") }
        return bound
    }

    public let name: String
    /// libpq URI, as herald's role, which owns the database.
    public let uri: String
    /// libpq URI, as the superuser of the cluster.
    public let superuserURI: String
    /// At most eight connections; closed after the test.
    public let pool: ConnectionPool

    /// A connection beside the pool; the caller closes it, or the end of the test does.
    public func connect(applicationName: String = "test") async throws -> Connection {
        let configuration = ConnectionConfiguration(uri: uri, applicationName: applicationName)
        return try await Connection.connect(configuration, logger: TestLog.quiet)
    }

    /// Runs the body with a fresh database, dropped afterwards.
    static func with<Result>(
        isMigrated: Bool, _ body: (TestDatabase) async throws -> Result
    ) async throws -> Result {
        let cluster = try await TestCluster.shared
        let name = "test_\(counter.add(1, ordering: .relaxed).newValue)"
        try await TestCluster.createDatabase(name, isMigrated: isMigrated)
        let uri = cluster.uri(database: name)
        let database = TestDatabase(
            name: name, uri: uri,
            superuserURI: cluster.uri(database: name, role: EmbeddedCluster.superuser),
            pool: ConnectionPool(
                configuration: ConnectionConfiguration(uri: uri), limits: PoolLimits(maximum: 8),
                logger: TestLog.quiet))
        do {
            let result = try await $bound.withValue(database) { try await body(database) }
            await database.dispose()
            return result
        } catch {
            await database.dispose()
            throw error
        }
    }

    private func dispose() async {
        await pool.close()
        // In a task of its own: a test that was cancelled (a time limit) must not leave its database behind.
        await Task { try? await TestCluster.dropDatabase(name) }.value
    }
}

/// Runs the body with a fresh database of this program's schema, dropped afterwards.
///
/// - Parameter isMigrated: `false` for a database with nothing in it.
public func withDatabase<Result>(
    isMigrated: Bool = true, _ body: (TestDatabase) async throws -> Result
) async throws -> Result {
    try await TestDatabase.with(isMigrated: isMigrated, body)
}
