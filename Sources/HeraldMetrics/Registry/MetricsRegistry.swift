/// The metrics of one herald process.
///
/// A property is a metric without labels, a method one with labels: `registry.appendQueue.set(3)`,
/// `registry.httpRequests(route: "/oms", status: 200).increment()`. The methods take a short lock;
/// the instruments take none, so hot paths keep them.
public final class MetricsRegistry: Sendable {
    let families = Families()

    /// Makes a registry with every metric of the table.
    /// - Parameter version: herald's version, for `herald_build_info`.
    public init(version: String) {
        appendDuration = families.appendDuration[]
        appendBatchSize = families.appendBatchSize[]
        appendQueue = families.appendQueue[]
        projectionOldest = families.projectionOldest[]
        projectionMessages = families.projectionMessages[]
        projectionTransactionDuration = families.projectionTransactionDuration[]
        deadLetters = families.deadLetters[]
        overdueHolds = families.overdueHolds[]
        parkedOrders = families.parkedOrders[]
        setAsideMessages = families.setAsideMessages[]
        poolWaiting = families.poolWaiting[]
        brokenTemplates = families.brokenTemplates[]
        families.buildInfo[version].set(1)
    }

    // MARK: Append

    /// Messages acknowledged after a durable commit.
    public func messagesAppended(method: String, duplicate: Bool) -> Counter {
        families.messagesAppended[method, duplicate ? "true" : "false"]
    }

    /// Messages refused before the log.
    /// - Parameter reason: a short code, such as `parse_error`.
    public func messagesRejected(reason: String) -> Counter { families.messagesRejected[reason] }

    /// Duration of one append transaction, commit included.
    public let appendDuration: Histogram

    /// Messages in one append transaction.
    public let appendBatchSize: Histogram

    /// Messages that wait for an append lane.
    public let appendQueue: Gauge

    // MARK: HTTP

    /// Requests answered.
    /// - Parameter route: the route's pattern, never the path that was asked for.
    public func httpRequests(route: String, status: Int) -> Counter { families.httpRequests[route, String(status)] }

    /// Time from the head of a request to the end of its answer.
    public func httpRequestDuration(route: String) -> Histogram { families.httpRequestDuration[route] }

    // MARK: Projection

    /// Messages of a shard that are not folded yet.
    public func projectionLag(shard: Int) -> Gauge { families.projectionLag[String(shard)] }

    /// Stops exposing the lag of a shard that this process does not own any more.
    public func removeProjectionLag(shard: Int) { families.projectionLag.remove(String(shard)) }

    /// Age in seconds of the oldest message that is not folded yet.
    public let projectionOldest: Gauge

    /// Messages folded into the read models.
    public let projectionMessages: Counter

    /// Duration of one projection transaction, commit included.
    public let projectionTransactionDuration: Histogram

    /// Communications decided.
    public func communications(kind: String, status: String, reason: String) -> Counter {
        families.communications[kind, status, reason]
    }

    /// Deliveries that failed for good and wait for a person.
    public let deadLetters: Gauge

    /// Held communications past their deadline.
    public let overdueHolds: Gauge

    /// Whether deliveries leave over a channel, or to an endpoint of it.
    /// - Parameter endpoint: empty for a channel as a whole.
    public func channelUp(channel: String, endpoint: String) -> Gauge { families.channelUp[channel, endpoint] }

    /// Orders that stand still because one of their messages could not be folded.
    public let parkedOrders: Gauge

    /// Messages set aside for an operator.
    public let setAsideMessages: Gauge

    // MARK: Delivery

    /// Delivery attempts finished.
    public func deliveries(channel: String, outcome: String) -> Counter { families.deliveries[channel, outcome] }

    // MARK: Database

    /// Connections of this process.
    /// - Parameter state: such as `idle`, `leased`, `opening`.
    public func poolConnections(state: String) -> Gauge { families.poolConnections[state] }

    /// Tasks that wait for a connection.
    public let poolWaiting: Gauge

    /// Templates of the merchant that are wrong and left out.
    public let brokenTemplates: Gauge
}
