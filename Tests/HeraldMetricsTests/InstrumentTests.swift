import HeraldMetrics
import Testing

@Suite("Counters, gauges and histograms")
struct InstrumentTests {
    @Test("No increment is lost when many tasks count at once")
    func concurrentIncrements() async {
        let metrics = MetricsRegistry(version: "1")
        await withTaskGroup(of: Void.self) { group in
            for task in 0..<8 {
                group.addTask {
                    for number in 0..<5000 {
                        metrics.projectionMessages.increment()
                        metrics.deliveries(channel: "mailbox", outcome: "\(number % 5)").increment(by: 2)
                        metrics.appendQueue.add(task.isMultiple(of: 2) ? 1 : -1)
                        metrics.appendBatchSize.observe(number % 3)
                    }
                }
            }
        }
        #expect(metrics.projectionMessages.value == 40_000)
        for outcome in 0..<5 {
            #expect(metrics.deliveries(channel: "mailbox", outcome: "\(outcome)").value == 16_000)
        }
        #expect(metrics.appendQueue.value == 0)
        let sizes = metrics.appendBatchSize.snapshot
        #expect(sizes.count == 40_000)
        #expect(sizes.sum == Double(8 * (1667 + 2 * 1666)))
    }

    @Test("A counter never falls")
    func monotone() {
        let counter = MetricsRegistry(version: "1").projectionMessages
        counter.increment(by: 5)
        counter.increment(by: -3)
        counter.increment(by: 0)
        #expect(counter.value == 5)
    }

    @Test("A bound belongs to its bucket, what is above all goes to +Inf, not-a-number is passed over")
    func buckets() {
        let histogram = MetricsRegistry(version: "1").appendDuration
        for value in [0.0005, 0.00051, 10, 11, .infinity, .nan] { histogram.observe(value) }
        let cumulative = histogram.snapshot.cumulative
        #expect(cumulative.first == 1)
        #expect(cumulative.dropFirst().first == 2)
        #expect(cumulative.suffix(2) == [3, 5])
        #expect(cumulative.count == histogram.bounds.count + 1)
    }

    @Test("Label sets beyond the limit are counted together under other")
    func boundedSeries() {
        let metrics = MetricsRegistry(version: "1")
        for number in 0..<1000 { metrics.messagesRejected(reason: "reason \(number)").increment() }
        let lines = metrics.exposition().split(separator: "\n").filter {
            $0.hasPrefix("herald_messages_rejected_total{")
        }
        #expect(lines.count == 256)
        #expect(metrics.messagesRejected(reason: "other").value == 745)
        #expect(metrics.messagesRejected(reason: "reason 3").value == 1)
    }

    @Test("A shard that moved away is not exposed any more")
    func removed() {
        let metrics = MetricsRegistry(version: "1")
        metrics.projectionLag(shard: 3).set(5)
        metrics.projectionLag(shard: 4).set(6)
        metrics.removeProjectionLag(shard: 3)
        let text = metrics.exposition()
        #expect(!text.contains("herald_projection_lag_messages{shard=\"3\"}"))
        #expect(text.contains("herald_projection_lag_messages{shard=\"4\"} 6\n"))
    }
}
