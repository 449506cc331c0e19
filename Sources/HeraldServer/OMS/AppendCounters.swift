internal import HeraldMetrics
internal import OMSMessages

/// Counts acknowledged messages by method; keeps the counters of the known methods at hand.
struct AppendCounters: Sendable {
    private let metrics: MetricsRegistry
    private let known: [OMSMethod: (new: Counter, duplicate: Counter)]

    init(_ metrics: MetricsRegistry) {
        self.metrics = metrics
        let methods: [OMSMethod] = [
            .orderCreated, .orderUpdated, .orderLineCancelled, .customerShipmentDone, .returnUpdated, .returnReceived,
            .refundUpdated,
        ]
        known = Dictionary(
            uniqueKeysWithValues: methods.map {
                (
                    $0,
                    (
                        metrics.messagesAppended(method: $0.text, duplicate: false),
                        metrics.messagesAppended(method: $0.text, duplicate: true)
                    )
                )
            })
    }

    func count(_ method: OMSMethod, isDuplicate: Bool) {
        // Whatever a sender invents is one series: a label must not be in the hands of strangers.
        guard let counters = known[method] else {
            return metrics.messagesAppended(method: "other", duplicate: isDuplicate).increment()
        }
        (isDuplicate ? counters.duplicate : counters.new).increment()
    }
}
