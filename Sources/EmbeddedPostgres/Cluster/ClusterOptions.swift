/// How an embedded cluster is run. The defaults are for production on a small machine.
public struct ClusterOptions: Sendable {
    /// What a committed transaction survives.
    public enum Durability: Sendable {
        /// Loss of power: `fsync` and `synchronous_commit` on.
        case durable
        /// The end of PostgreSQL's processes, not of the machine: `fsync` off. For tests.
        case disposable
    }

    public var durability: Durability
    /// Sessions the server accepts at most.
    public var maxConnections: Int
    /// The unprivileged account that runs the server when this process is root.
    public var account: String
    /// Folder with `postgres` and `initdb`; nil looks in `PATH`, then below ``distributionDirectory``.
    public var binaries: String?
    /// Folders of `PATH` to look in; nil takes the environment's.
    public var searchPath: [String]?
    /// Where the distribution keeps servers, one folder a major version.
    public var distributionDirectory: String
    /// How long a start may take, crash recovery included.
    public var startTimeout: Duration
    /// How long a fast shutdown may take before the server is stopped at once (and recovers at its next start).
    public var stopTimeout: Duration
    /// Size in bytes at which the server's log file is put aside; one older file is kept.
    public var logSizeLimit: Int
    /// How often a server that died is started again.
    public var restarts: RestartPolicy
    /// Server settings that override herald's.
    public var settings: [String: String]
    /// Whether the system ends the server when this process dies; only tests turn it off.
    var endsWithParent = true

    /// Creates options.
    public init(
        durability: Durability = .durable, maxConnections: Int = 64, account: String = "postgres",
        binaries: String? = nil, searchPath: [String]? = nil, distributionDirectory: String = "/usr/lib/postgresql",
        startTimeout: Duration = .seconds(600), stopTimeout: Duration = .seconds(60),
        logSizeLimit: Int = 8 << 20, restarts: RestartPolicy = RestartPolicy(), settings: [String: String] = [:]
    ) {
        self.durability = durability
        self.maxConnections = maxConnections
        self.account = account
        self.binaries = binaries
        self.searchPath = searchPath
        self.distributionDirectory = distributionDirectory
        self.startTimeout = startTimeout
        self.stopTimeout = stopTimeout
        self.logSizeLimit = logSizeLimit
        self.restarts = restarts
        self.settings = settings
    }
}
