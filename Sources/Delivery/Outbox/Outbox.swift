import Communications
import HeraldMetrics
import Logging
import OMSMessages
import Postgres
import Projection

/// The steps of one round of deliveries: claim, render, send, record. ``DeliveryWorker`` repeats them.
struct Outbox: Sendable {
    let pool: ConnectionPool
    /// By name.
    let channels: [String: any DeliveryChannel]
    let renderer: any ContentRenderer
    /// The settings of a sales channel.
    let policy: @Sendable (String) -> ChannelPolicy
    let options: DeliveryOptions
    let logger: Logger
    let metrics: MetricsRegistry?
    let rendering: MessageRendering
    let gate: SendGate
    let rates: RateLimits
    /// How long a claim lasts.
    let claimTime: Duration

    init(
        pool: ConnectionPool, channels: [String: any DeliveryChannel], renderer: any ContentRenderer,
        policy: @escaping @Sendable (String) -> ChannelPolicy, options: DeliveryOptions, logger: Logger,
        metrics: MetricsRegistry?
    ) {
        self.pool = pool
        self.channels = channels
        self.renderer = renderer
        self.policy = policy
        self.options = options
        self.logger = logger
        self.metrics = metrics
        rendering = MessageRendering(
            channels: channels, renderer: renderer, policy: policy, messageIDHost: options.messageIDHost)
        let limits = channels.compactMapValues(\.maximumSends)
        gate = SendGate(worker: options.concurrency, channels: limits)
        rates = RateLimits(options.rateLimits)
        claimTime = options.claimTime(narrowest: max(1, limits.values.min() ?? .max))
    }
}

/// A delivery that this worker may send until its claim runs out.
struct ClaimedDelivery: Hashable, Sendable {
    let shard: Int16
    let orderID: String
    let communicationID: PostgresUUID
    let channel: String
    let recipient: String
    /// Tries in this round, this one included.
    let tries: Int
    let createdAt: Timestamp
    /// The number of this attempt over all rounds.
    var attempt = 0

    /// One that stands in no database.
    init(sample communication: StoredCommunication, channel: String, recipient: String, createdAt: Timestamp) {
        shard = communication.shard
        orderID = communication.orderID
        communicationID = communication.id
        self.channel = channel
        self.recipient = recipient
        tries = 1
        self.createdAt = createdAt
    }

    init(_ row: Row) throws(PostgresError) {
        shard = try row.int16(0)
        orderID = try row.string(1)
        communicationID = try row.uuid(2)
        channel = try row.string(3)
        recipient = try row.string(4)
        tries = try row.int(5)
        createdAt = Timestamp(try row.timestamp(6))
    }
}

/// One communication of a claim, with what is needed to send it.
struct ClaimedCommunication: Sendable {
    let communication: StoredCommunication
    var deliveries: [ClaimedDelivery]
    /// All its deliveries that are not cancelled, by channel and recipient: whom the e-mail names.
    let recipients: [(channel: String, address: String)]
    /// What was rendered before, by part.
    var content: [ContentPart: [UInt8]]
    /// Why it cannot be sent now.
    var failure: SendOutcome?
}

/// What one claim took.
struct Claim: Sendable {
    /// Proves that a delivery is still this claim's when its outcome is recorded.
    let token: PostgresUUID
    var communications: [ClaimedCommunication] = []
    /// Due deliveries that were looked at: those taken, and those that wait for their channel.
    var examined = 0
    /// Deliveries taken, those of communications that were stopped included.
    var claimed = 0
    /// Communications that the guard stopped.
    var stopped = 0
}
