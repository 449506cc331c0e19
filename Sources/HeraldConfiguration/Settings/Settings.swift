public import Communications

/// The effective settings of a herald process. `Settings()` holds every default; the key table reads them from there.
public struct Settings: Hashable, Sendable {
    public var database = DatabaseSettings()
    public var data = DataSettings()
    public var http = HTTPSettings()
    public var oms = OMSSettings()
    public var auth = AuthSettings()
    public var console = ConsoleSettings()
    /// Number of shards; only read by the first migration, then pinned in the database.
    public var shards = 64
    public var ingest = IngestSettings()
    public var projection = ProjectionSettings()
    public var delivery = DeliverySettings()
    public var templates = TemplateSettings()
    public var log = LogSettings()
    /// What this node does.
    public var roles = NodeRole.allCases
    public var channels = ChannelSettings()
    /// What the merchant decided, for each sales channel.
    public var policy = Policy()

    public init() {}

    /// Where the mailbox channel writes: `channels.mailbox.path`, else `mailbox` in `data.dir`.
    public var mailboxPath: String { channels.mailbox.path ?? data.directory + "/mailbox" }
}

/// A part of the service that a node can run.
public enum NodeRole: String, Hashable, Sendable, CaseIterable {
    /// Takes messages over HTTP into the log.
    case ingest
    /// Folds messages and decides communications.
    case project
    /// Sends communications.
    case deliver
    /// Answers the API and the console.
    case api
}
