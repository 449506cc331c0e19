import Glibc
public import Logging
public import ServiceLifecycle
import Synchronization

/// A private PostgreSQL cluster that this process creates, runs and supervises.
///
/// The server listens on a Unix socket only, in a folder that nobody else may enter, and knows callers by their
/// operating system account. It dies with this process (fast shutdown); what a killed process leaves behind all the
/// same is stopped by the next ``start(dataDirectory:logger:options:)``, never run beside.
public actor EmbeddedCluster: Service {
    /// Owner of everything in the cluster; only for creating roles and databases.
    public static let superuser = "postgres"
    /// The role herald works as.
    public static let role = "herald"
    /// The database herald works in, owned by ``role``.
    public static let database = "herald"

    /// The cluster's folder, without links.
    public nonisolated let dataDirectory: String
    /// The libpq URI of herald's database as herald's role.
    public nonisolated var uri: String { uri(database: Self.database, role: Self.role) }
    /// The server's output.
    public nonisolated var logFile: String { layout.log }

    let options: ClusterOptions
    nonisolated let layout: ClusterLayout
    let account: ServerAccount
    let binaries: ServerBinaries
    let logger: Logger
    /// The server process, for ``kill()``, which cannot wait for the actor.
    nonisolated let currentServer = Mutex<ChildProcess?>(nil)
    var server: ChildProcess? { currentServer.withLock { $0 } }
    var startedAt = ContinuousClock.now
    var phase = Phase.stopped
    private var lock: ClusterLock?
    private var phaseWaiters: [CheckedContinuation<Void, Never>] = []

    /// What the cluster is meant to do.
    enum Phase {
        /// Nothing runs and nothing shall.
        case stopped
        /// A server is being started, or stopped to be started again.
        case changing
        /// The server shall run; when it does not, it died.
        case running
    }

    /// Starts the cluster in a folder, creating it when there is none.
    ///
    /// - Parameters:
    ///   - dataDirectory: Created when missing. As root, the server's account must be able to pass through its parents.
    ///   - options: Limits and settings.
    /// - Throws: ``EmbeddedPostgresError``.
    public static func start(
        dataDirectory: String, logger: Logger, options: ClusterOptions = ClusterOptions()
    ) async throws -> EmbeddedCluster {
        try FileSystem.createFolders(dataDirectory)
        let root = try FileSystem.resolved(dataDirectory)
        let account = try ServerAccount(unprivileged: options.account)
        let layout = ClusterLayout(root: root, account: account)
        let binaries = try await ServerBinaries.find(
            options: options, account: account, dataVersion: layout.dataVersion, dataDirectory: root)
        let cluster = EmbeddedCluster(
            options: options, layout: layout, account: account, binaries: binaries, logger: logger)
        try await cluster.start()
        return cluster
    }

    private init(
        options: ClusterOptions, layout: ClusterLayout, account: ServerAccount, binaries: ServerBinaries, logger: Logger
    ) {
        dataDirectory = layout.root
        self.options = options
        self.layout = layout
        self.account = account
        self.binaries = binaries
        self.logger = logger
    }

    /// The libpq URI of a database as a role.
    public nonisolated func uri(database: String, role: String = EmbeddedCluster.role) -> String {
        layout.uri(database: database, role: role)
    }

    /// The libpq URI of herald's database in a cluster that another process runs: for commands beside a running service.
    ///
    /// - Parameter dataDirectory: the cluster's folder, as it was given to ``start(dataDirectory:logger:options:)``.
    /// - Throws: ``EmbeddedPostgresError`` if the folder or the account does not exist.
    public static func uriOfRunningCluster(
        dataDirectory: String, options: ClusterOptions = ClusterOptions()
    ) throws -> String {
        let account = try ServerAccount(unprivileged: options.account)
        return ClusterLayout(root: try FileSystem.resolved(dataDirectory), account: account)
            .uri(database: database, role: role)
    }

    /// Starts the server again after ``stop()`` or ``kill()``.
    ///
    /// - Throws: ``EmbeddedPostgresError/inUse(dataDirectory:owner:)`` when another process took the folder.
    public func start() async throws {
        guard phase != .changing, phase != .running || server?.isRunning != true else { return }
        if lock == nil { lock = try ClusterLock(path: layout.lock, dataDirectory: layout.root) }
        phase = .changing
        do {
            try await account.requireSearchable(layout.root)
            try await launch()
            settlePhase(.running)
        } catch {
            await endServer()
            lock = nil
            settlePhase(.stopped)
            throw error
        }
    }

    /// Stops the server: fast shutdown, and an immediate one when that takes longer than its limit.
    public func stop() async {
        while phase == .changing { await phaseChange() }
        guard phase == .running else { return }
        phase = .changing
        await endServer()
        lock = nil
        settlePhase(.stopped)
    }

    /// Stops the server and starts it again with the present settings.
    ///
    /// - Throws: ``EmbeddedPostgresError``; a supervised cluster (``run()``) goes on trying.
    public func restart() async throws {
        while phase == .changing { await phaseChange() }
        guard phase == .running else { return try await start() }
        phase = .changing
        defer { settlePhase(.running) }
        await endServer()
        try await launch()
    }

    /// Kills the server's main process with SIGKILL, as a crash would, and blocks until it is dead: for tests.
    public nonisolated func kill() {
        guard let server = currentServer.withLock({ $0 }) else { return }
        server.signal(SIGKILL)
        server.blockUntilExit(within: .seconds(10))
    }

    /// Ends the server at once, without waiting for its sessions or saving its buffers, and blocks until it is gone (at
    /// most ten seconds): for a process that is about to exit.
    public nonisolated func terminate() {
        guard let server = currentServer.withLock({ $0 }) else { return }
        server.signal(SIGQUIT)
        server.blockUntilExit(within: .seconds(10))
    }

    /// Removes a cluster and all its data; stops what is left running of it.
    ///
    /// - Throws: ``EmbeddedPostgresError/inUse(dataDirectory:owner:)`` when a process owns it.
    public static func destroy(
        dataDirectory: String, logger: Logger, options: ClusterOptions = ClusterOptions()
    ) async throws {
        guard FileSystem.exists(dataDirectory) else { return }
        let root = try FileSystem.resolved(dataDirectory)
        let layout = ClusterLayout(root: root, account: try ServerAccount(unprivileged: options.account))
        let lock = try ClusterLock(path: layout.lock, dataDirectory: root)
        if layout.dataVersion != nil {
            let identity = try ClusterIdentity(data: layout.data)
            try await Leftovers(identity: identity, layout: layout, logger: logger).settle(within: .seconds(10))
        }
        if layout.hasDistantSocket { try FileSystem.remove(layout.socketDirectory) }
        try FileSystem.remove(root)
        _ = consume lock
    }

    /// Waits until the server is being neither started nor stopped.
    func phaseChange() async {
        guard phase == .changing else { return }
        await withCheckedContinuation { phaseWaiters.append($0) }
    }

    func settlePhase(_ phase: Phase) {
        self.phase = phase
        for waiter in phaseWaiters { waiter.resume() }
        phaseWaiters = []
    }
}
