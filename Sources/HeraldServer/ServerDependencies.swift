public import Communications
public import Delivery
public import EventLog
public import HeraldMetrics
public import Postgres

/// What the server works with. The composition root owns all of it and runs what must run (the appender, the log of
/// rejected inputs, the pool).
public struct ServerDependencies: Sendable {
    public var pool: ConnectionPool
    public var appender: MessageAppender
    public var rejections: RejectedInputLog
    public var policy: Policy
    public var metrics: MetricsRegistry
    /// How many shards the database has.
    public var shards: Int
    /// Acts on communications; nil on a node that cannot: the actions answer 503.
    public var actions: (any CommunicationActing)?
    /// Pauses and resumes delivery channels; nil on a node that cannot.
    public var channels: ChannelControl?
    /// The templates in use; nil on a node that has none.
    public var templates: TemplateCatalog?
    /// Sends samples; nil on a node that cannot.
    public var samples: SampleSender?
    /// The settings of sales channels with the source of each, to be looked at.
    public var policySettings: [PolicySetting]
    /// Whose tokens are accepted beside herald's own; nil: nobody's.
    public var identityProvider: IdentityProvider?
    /// Microseconds since 1970-01-01 00:00:00 UTC.
    public var now: @Sendable () -> Int64
    /// What templates are shown with.
    let invented: InventedCommunications

    public init(
        pool: ConnectionPool, appender: MessageAppender, rejections: RejectedInputLog, policy: Policy,
        metrics: MetricsRegistry, shards: Int, actions: (any CommunicationActing)? = nil,
        channels: ChannelControl? = nil, templates: TemplateCatalog? = nil, samples: SampleSender? = nil,
        policySettings: [PolicySetting] = [], identityProvider: IdentityProvider? = nil,
        now: @escaping @Sendable () -> Int64
    ) {
        self.pool = pool
        self.appender = appender
        self.rejections = rejections
        self.policy = policy
        self.metrics = metrics
        self.shards = shards
        self.actions = actions
        self.channels = channels
        self.templates = templates
        self.samples = samples
        self.policySettings = policySettings
        self.identityProvider = identityProvider
        self.now = now
        invented = InventedCommunications(policy)
    }
}
