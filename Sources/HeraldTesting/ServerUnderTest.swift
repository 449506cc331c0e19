public import EmbeddedPostgres
public import Logging

/// A PostgreSQL server of a test's own, which the test may stop, start and kill.
public struct ServerUnderTest: Sendable {
    public let cluster: EmbeddedCluster
    /// libpq URI of the database `herald`, which is not migrated.
    public var uri: String { cluster.uri }

    /// Starts the server again after ``stop()`` or ``kill()``.
    public func start() async throws { try await cluster.start() }
    /// Fast shutdown: sessions end with an error.
    public func stop() async { await cluster.stop() }
    /// Stops and starts it.
    public func restart() async throws { try await cluster.restart() }
    /// SIGKILL to the server's main process.
    public func kill() { cluster.kill() }

    /// Runs the body with a server, removed afterwards.
    ///
    /// - Parameters:
    ///   - durability: `.durable` for tests of what survives.
    ///   - isSupervised: Whether a server that dies is started again without the test's doing.
    public static func with<Result: Sendable>(
        durability: ClusterOptions.Durability = .durable, isSupervised: Bool = false, logger: Logger = TestLog.quiet,
        _ body: @Sendable (ServerUnderTest) async throws -> Result
    ) async throws -> Result {
        try await withTestFolder { folder in
            let cluster = try await EmbeddedCluster.start(
                dataDirectory: folder, logger: logger, options: ClusterOptions(durability: durability))
            TestFolder.register(cluster, in: folder)
            return try await withThrowingTaskGroup(of: Void.self) { group in
                if isSupervised { group.addTask { try await cluster.run() } }
                do {
                    let result = try await body(ServerUnderTest(cluster: cluster))
                    group.cancelAll()
                    await cluster.stop()
                    return result
                } catch {
                    group.cancelAll()
                    await cluster.stop()
                    throw error
                }
            }
        }
    }
}

/// Runs the body with a new folder below `/tmp`, removed afterwards, also when the process crashes in between (by the
/// next test process).
public func withTestFolder<Result>(_ body: (String) async throws -> Result) async throws -> Result {
    let folder = await TestFolder.create()
    defer { TestFolder.remove(folder) }
    return try await body(folder)
}
