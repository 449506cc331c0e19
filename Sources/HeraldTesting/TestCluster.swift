public import EmbeddedPostgres
import Postgres
import Schema

/// The cluster that all databases of this test process live in; started when first asked for.
public enum TestCluster {
    /// Name of the migrated database that the tests' databases are copies of.
    static let template = "herald_template"

    private static let starting = Task<(EmbeddedCluster, ConnectionPool), any Error> {
        let folder = await TestFolder.create()
        let cluster = try await EmbeddedCluster.start(
            dataDirectory: folder, logger: TestLog.quiet,
            options: ClusterOptions(
                durability: .disposable, maxConnections: 800, settings: ["shared_buffers": "128MB"]))
        TestFolder.register(cluster, in: folder)
        let uri = cluster.uri(database: "postgres", role: EmbeddedCluster.superuser)
        let administration = ConnectionPool(
            configuration: ConnectionConfiguration(uri: uri),
            limits: PoolLimits(maximum: 2, waitTimeout: .seconds(300)), logger: TestLog.quiet)
        return (cluster, administration)
    }

    private static let migrating = Task<Void, any Error> {
        let cluster = try await shared
        try await createDatabase(template)
        let configuration = ConnectionConfiguration(uri: cluster.uri(database: template))
        let connection = try await Connection.connect(configuration, logger: TestLog.quiet)
        // A database in use cannot be copied: the connection must be gone before the first copy.
        do {
            try await Migrator().migrate(using: connection)
            await connection.close()
        } catch {
            await connection.close()
            throw error
        }
    }

    /// The cluster, running.
    public static var shared: EmbeddedCluster {
        get async throws { try await starting.value.0 }
    }

    /// Creates a database owned by herald's role.
    ///
    /// - Parameter isMigrated: Whether it has this program's schema or nothing.
    static func createDatabase(_ name: String, isMigrated: Bool) async throws {
        if isMigrated { try await migrating.value }
        try await createDatabase(name, from: isMigrated ? template : "template1")
    }

    /// Drops a database, ending the sessions in it.
    static func dropDatabase(_ name: String) async throws {
        try await administer("DROP DATABASE IF EXISTS \(name) WITH (FORCE)")
    }

    private static func createDatabase(_ name: String, from source: String = "template1") async throws {
        try await administer("CREATE DATABASE \(name) OWNER \(EmbeddedCluster.role) TEMPLATE \(source)")
    }

    private static func administer(_ sql: String) async throws {
        try await starting.value.1.withConnection { connection in try connection.script(sql) }
    }
}
