import EmbeddedPostgres
import EventLog
import FoundationEssentials
import HeraldConfiguration
import HeraldMetrics
import Logging
import Postgres
import Schema

/// What commands work with: configuration, a database that is migrated, and a pool of connections to it.
struct Node: Sendable {
    let configuration: Configuration
    let logger: Logger
    let pool: ConnectionPool
    let metrics: MetricsRegistry
    /// The private cluster, if this process runs it.
    let cluster: EmbeddedCluster?
    let shards: Int

    /// Opens the database, runs `body`, and closes everything again.
    /// - Parameters:
    ///   - options: where the configuration is.
    ///   - isService: whether this process is the service; then it must own the embedded cluster.
    ///   - migrates: whether to bring the schema up to date first.
    static func with<Success: Sendable>(
        _ options: GlobalOptions, isService: Bool = false, migrates: Bool = true,
        _ body: @Sendable (Node) async throws -> Success
    ) async throws -> Success {
        let configuration = try options.load()
        let logger = LogOutput.bootstrap(configuration.log, isService: isService)
        let (uri, cluster) = try await database(configuration, isService: isService, logger: logger)
        do {
            let result = try await withPool(configuration, uri, cluster, migrates: migrates, logger: logger, body)
            await cluster?.stop()
            return result
        } catch {
            await cluster?.stop()
            throw error
        }
    }

    private static func database(
        _ configuration: Configuration, isService: Bool, logger: Logger
    ) async throws -> (uri: String, cluster: EmbeddedCluster?) {
        if let uri = configuration.database.url { return (uri, nil) }
        let folder = configuration.data.directory + "/postgres"
        do {
            let cluster = try await EmbeddedCluster.start(dataDirectory: folder, logger: logger)
            return (cluster.uri, cluster)
        } catch let error as EmbeddedPostgresError {
            // Beside a running service, a command uses the service's server.
            guard case .inUse = error, !isService else { throw error }
            return (try EmbeddedCluster.uriOfRunningCluster(dataDirectory: folder), nil)
        }
    }

    private static func withPool<Success: Sendable>(
        _ configuration: Configuration, _ uri: String, _ cluster: EmbeddedCluster?, migrates: Bool, logger: Logger,
        _ body: @Sendable (Node) async throws -> Success
    ) async throws -> Success {
        let pool = ConnectionPool(
            configuration: ConnectionConfiguration(
                uri: uri, applicationName: "herald", settings: ["search_path": Schema.name]),
            limits: PoolLimits(
                maximum: configuration.database.pool.maximum, waitTimeout: configuration.database.pool.waitTimeout),
            logger: logger)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await pool.run() }
            defer { group.cancelAll() }
            if migrates {
                let report = try await Migrator().migrate(
                    using: pool, options: MigrationOptions(shards: configuration.shards))
                if report.changedAnything {
                    logger.info("the schema was brought up to date", metadata: ["migrations": "\(report.migrations)"])
                }
            }
            let shards = migrates ? try await MessageLog(pool: pool).shardCount() : configuration.shards
            return try await body(
                Node(
                    configuration: configuration, logger: logger, pool: pool,
                    metrics: MetricsRegistry(version: Herald.version), cluster: cluster, shards: shards))
        }
    }

    /// The shard of an order id.
    func shard(of orderID: String) -> Int16 { ShardHash.shard(ofOrder: orderID, among: shards) }

    /// Microseconds since 1970-01-01 00:00:00 UTC.
    static func now() -> Int64 { Int64(Date().timeIntervalSince1970 * 1_000_000) }

    /// A new name for this process.
    static func newNodeID() -> PostgresUUID { PostgresUUID(UUID().uuidString)! }
}

extension Node {
    /// The event log of this database.
    var log: MessageLog { MessageLog(pool: pool) }
}
