/// The families of every metric of the table, typed.
struct Families: Sendable {
    let messagesAppended = counter(.messagesAppended)
    let messagesRejected = counter(.messagesRejected)
    let appendDuration = histogram(.appendDuration)
    let appendBatchSize = histogram(.appendBatchSize)
    let appendQueue = gauge(.appendQueue)
    let httpRequests = counter(.httpRequests)
    let httpRequestDuration = histogram(.httpRequestDuration)
    let projectionLag = gauge(.projectionLag)
    let projectionOldest = gauge(.projectionOldest)
    let projectionMessages = counter(.projectionMessages)
    let projectionTransactionDuration = histogram(.projectionTransactionDuration)
    let communications = counter(.communications)
    let deliveries = counter(.deliveries)
    let deadLetters = gauge(.deadLetters)
    let overdueHolds = gauge(.overdueHolds)
    let channelUp = gauge(.channelUp)
    let parkedOrders = gauge(.parkedOrders)
    let setAsideMessages = gauge(.setAsideMessages)
    let poolConnections = gauge(.poolConnections)
    let poolWaiting = gauge(.poolWaiting)
    let brokenTemplates = gauge(.brokenTemplates)
    let buildInfo = gauge(.buildInfo)

    /// The families in the order of the table.
    var all: [any ExposedFamily] {
        [
            messagesAppended, messagesRejected, appendDuration, appendBatchSize, appendQueue, httpRequests,
            httpRequestDuration, projectionLag, projectionOldest, projectionMessages, projectionTransactionDuration,
            communications, deliveries, deadLetters, overdueHolds, channelUp, parkedOrders, setAsideMessages,
            poolConnections, poolWaiting,
            brokenTemplates, buildInfo,
        ]
    }

    private static func counter(_ description: MetricDescription) -> MetricFamily<Counter> {
        MetricFamily(description) { Counter() }
    }

    private static func gauge(_ description: MetricDescription) -> MetricFamily<Gauge> {
        MetricFamily(description) { Gauge() }
    }

    private static func histogram(_ description: MetricDescription) -> MetricFamily<Histogram> {
        MetricFamily(description) { Histogram(bounds: description.buckets) }
    }
}
