import HeraldMetrics
import Testing

@Suite("The Prometheus text")
struct ExpositionTests {
    @Test("Counters, gauges and histograms are written exactly as the format wants")
    func exactText() throws {
        let metrics = MetricsRegistry(version: "1.2.3")
        metrics.messagesAppended(method: "order.updated", duplicate: true).increment()
        metrics.messagesAppended(method: "order.created", duplicate: false).increment(by: 41)
        metrics.messagesAppended(method: "order.created", duplicate: false).increment()
        metrics.appendBatchSize.observe(1)
        metrics.appendBatchSize.observe(3)
        metrics.appendBatchSize.observe(20_000)
        metrics.appendQueue.set(7)
        metrics.projectionOldest.set(0.25)
        metrics.poolConnections(state: "idle").set(3)

        let text = metrics.exposition()
        #expect(
            text.hasPrefix(
                """
                # HELP herald_messages_appended_total Messages acknowledged after a durable commit, by method; \
                duplicates got their first position back.
                # TYPE herald_messages_appended_total counter
                herald_messages_appended_total{method="order.created",duplicate="false"} 42
                herald_messages_appended_total{method="order.updated",duplicate="true"} 1
                # HELP herald_messages_rejected_total Messages refused before the log, by reason.
                # TYPE herald_messages_rejected_total counter
                # HELP herald_append_duration_seconds Duration of one append transaction, commit included.
                # TYPE herald_append_duration_seconds histogram
                herald_append_duration_seconds_bucket{le="0.0005"} 0

                """))
        #expect(
            text.contains(
                """
                # HELP herald_append_batch_size Messages in one append transaction.
                # TYPE herald_append_batch_size histogram
                herald_append_batch_size_bucket{le="1"} 1
                herald_append_batch_size_bucket{le="2"} 1
                herald_append_batch_size_bucket{le="5"} 2
                herald_append_batch_size_bucket{le="10"} 2
                herald_append_batch_size_bucket{le="20"} 2
                herald_append_batch_size_bucket{le="50"} 2
                herald_append_batch_size_bucket{le="100"} 2
                herald_append_batch_size_bucket{le="200"} 2
                herald_append_batch_size_bucket{le="500"} 2
                herald_append_batch_size_bucket{le="1000"} 2
                herald_append_batch_size_bucket{le="2000"} 2
                herald_append_batch_size_bucket{le="5000"} 2
                herald_append_batch_size_bucket{le="10000"} 2
                herald_append_batch_size_bucket{le="+Inf"} 3
                herald_append_batch_size_sum 20004
                herald_append_batch_size_count 3
                # HELP herald_append_queue Messages that wait for an append lane.
                # TYPE herald_append_queue gauge
                herald_append_queue 7

                """))
        #expect(text.contains("\nherald_projection_oldest_seconds 0.25\n"))
        #expect(text.contains("\nherald_projection_messages_total 0\n"))
        #expect(text.contains("\nherald_pool_connections{state=\"idle\"} 3\n"))
        #expect(text.hasSuffix("\nherald_build_info{version=\"1.2.3\"} 1\n"))
    }

    @Test("Label values are escaped and stay on one line")
    func escaping() {
        let metrics = MetricsRegistry(version: "1")
        metrics.messagesRejected(reason: "a\\b\"c\nd\r\ne").increment()
        #expect(
            metrics.exposition().contains("herald_messages_rejected_total{reason=\"a\\\\b\\\"c\\nd\r\\ne\"} 1\n"))
    }

    @Test("Numbers that are not finite are spelled as the format wants")
    func numbers() {
        let metrics = MetricsRegistry(version: "1")
        for (value, spelled) in [
            (Double.infinity, "+Inf"), (-.infinity, "-Inf"), (.nan, "NaN"), (-0.5, "-0.5"), (1e21, "1e+21"),
        ] {
            metrics.projectionOldest.set(value)
            #expect(metrics.exposition().contains("\nherald_projection_oldest_seconds \(spelled)\n"))
        }
    }

    @Test("The text depends on the values alone, not on the order in which series were made")
    func deterministic() {
        let shards = Array(0..<64)
        let texts = [shards, shards.reversed(), shards.shuffled()].map { order in
            let metrics = MetricsRegistry(version: "1")
            for shard in order { metrics.projectionLag(shard: shard).set(shard) }
            return metrics.exposition()
        }
        #expect(Set(texts).count == 1)
    }

    @Test("A histogram with labels has them before le")
    func labelledHistogram() {
        let metrics = MetricsRegistry(version: "1")
        metrics.httpRequestDuration(route: "/oms").observe(.milliseconds(3))
        let text = metrics.exposition()
        #expect(text.contains("herald_http_request_duration_seconds_bucket{route=\"/oms\",le=\"0.0025\"} 0\n"))
        #expect(text.contains("herald_http_request_duration_seconds_bucket{route=\"/oms\",le=\"0.005\"} 1\n"))
        #expect(text.contains("herald_http_request_duration_seconds_sum{route=\"/oms\"} 0.003\n"))
        #expect(text.contains("herald_http_request_duration_seconds_count{route=\"/oms\"} 1\n"))
    }
}
