// The one table of metrics. Exposition, documentation and tests are derived from it.
extension MetricDescription {
    /// Every metric that herald exposes, in the order of the exposition.
    public static let all: [MetricDescription] = [
        messagesAppended, messagesRejected, appendDuration, appendBatchSize, appendQueue, httpRequests,
        httpRequestDuration, projectionLag, projectionOldest, projectionMessages, projectionTransactionDuration,
        communications, deliveries, deadLetters, overdueHolds, channelUp, parkedOrders, setAsideMessages,
        poolConnections, poolWaiting,
        brokenTemplates, buildInfo,
    ]

    static let messagesAppended = MetricDescription(
        "herald_messages_appended_total", .counter, labels: ["method", "duplicate"],
        help: "Messages acknowledged after a durable commit, by method; duplicates got their first position back.")
    static let messagesRejected = MetricDescription(
        "herald_messages_rejected_total", .counter, labels: ["reason"],
        help: "Messages refused before the log, by reason.")
    static let appendDuration = MetricDescription(
        "herald_append_duration_seconds", .histogram, buckets: durationBuckets,
        help: "Duration of one append transaction, commit included.")
    static let appendBatchSize = MetricDescription(
        "herald_append_batch_size", .histogram, buckets: countBuckets,
        help: "Messages in one append transaction.")
    static let appendQueue = MetricDescription(
        "herald_append_queue", .gauge, help: "Messages that wait for an append lane.")
    static let httpRequests = MetricDescription(
        "herald_http_requests_total", .counter, labels: ["route", "status"], maximumSeries: 1024,
        help: "HTTP requests answered, by route and status code.")
    static let httpRequestDuration = MetricDescription(
        "herald_http_request_duration_seconds", .histogram, labels: ["route"], buckets: durationBuckets,
        help: "Time from the head of a request to the end of its answer, by route.")
    static let projectionLag = MetricDescription(
        "herald_projection_lag_messages", .gauge, labels: ["shard"], maximumSeries: 4096,
        help: "Messages in the log that the projection of a shard has not folded yet.")
    static let projectionOldest = MetricDescription(
        "herald_projection_oldest_seconds", .gauge,
        help: "Age of the oldest message that is not folded yet; 0 when there is none.")
    static let projectionMessages = MetricDescription(
        "herald_projection_messages_total", .counter, help: "Messages folded into the read models.")
    static let projectionTransactionDuration = MetricDescription(
        "herald_projection_transaction_duration_seconds", .histogram, buckets: durationBuckets,
        help: "Duration of one projection transaction, commit included.")
    static let communications = MetricDescription(
        "herald_communications_total", .counter, labels: ["kind", "status", "reason"], maximumSeries: 1024,
        help: "Communications decided, by kind, status and reason.")
    static let deliveries = MetricDescription(
        "herald_deliveries_total", .counter, labels: ["channel", "outcome"],
        help: "Delivery attempts finished, by delivery channel and outcome.")
    static let deadLetters = MetricDescription(
        "herald_dead_letters", .gauge, help: "Deliveries that failed for good and wait for a person.")
    static let overdueHolds = MetricDescription(
        "herald_overdue_holds", .gauge, help: "Held communications past their deadline.")
    static let channelUp = MetricDescription(
        "herald_channel_up", .gauge, labels: ["channel", "endpoint"], maximumSeries: 1024,
        help: "1 while deliveries leave over a channel or to an endpoint, 0 while they wait; of those that ever waited."
    )
    static let parkedOrders = MetricDescription(
        "herald_parked_orders", .gauge,
        help: "Orders that stand still because one of their messages could not be folded.")
    static let setAsideMessages = MetricDescription(
        "herald_set_aside_messages", .gauge, help: "Messages set aside for an operator.")
    static let poolConnections = MetricDescription(
        "herald_pool_connections", .gauge, labels: ["state"],
        help: "Database connections of this process, by state.")
    static let poolWaiting = MetricDescription(
        "herald_pool_waiting", .gauge, help: "Tasks that wait for a database connection.")
    static let brokenTemplates = MetricDescription(
        "herald_broken_templates", .gauge,
        help: "Templates of templates.dir that are wrong and left out; the log names them.")
    static let buildInfo = MetricDescription(
        "herald_build_info", .gauge, labels: ["version"], help: "Always 1; the label names the running version.")
}
