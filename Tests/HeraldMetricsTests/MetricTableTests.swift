import HeraldMetrics
import Testing

@Suite("The table of metrics")
struct MetricTableTests {
    @Test("The table has the metrics of the contract, with their labels")
    func contract() {
        let table = MetricDescription.all.map { ([$0.name] + $0.labels).joined(separator: " ") }
        #expect(
            table.sorted() == [
                "herald_append_batch_size", "herald_append_duration_seconds", "herald_append_queue",
                "herald_broken_templates", "herald_build_info version", "herald_channel_up channel endpoint",
                "herald_communications_total kind status reason",
                "herald_dead_letters", "herald_deliveries_total channel outcome",
                "herald_http_request_duration_seconds route",
                "herald_http_requests_total route status", "herald_messages_appended_total method duplicate",
                "herald_messages_rejected_total reason", "herald_overdue_holds", "herald_parked_orders",
                "herald_pool_connections state",
                "herald_pool_waiting", "herald_projection_lag_messages shard", "herald_projection_messages_total",
                "herald_projection_oldest_seconds", "herald_projection_transaction_duration_seconds",
                "herald_set_aside_messages",
            ])
    }

    @Test("Names, types and buckets follow the conventions", arguments: MetricDescription.all)
    func conventions(_ metric: MetricDescription) {
        #expect((metric.type == .counter) == metric.name.hasSuffix("_total"))
        #expect((metric.type == .histogram) == !metric.buckets.isEmpty)
        #expect(metric.buckets == Array(Set(metric.buckets)).sorted())
        #expect(!metric.labels.contains("le"))
        #expect(metric.help.hasSuffix(".") && !metric.help.contains("|") && !metric.help.contains("\n"))
        #expect(metric.maximumSeries > 1)
    }

    @Test("Documentation and exposition list exactly the table, in its order")
    func agreement() {
        let rows = MetricsRegistry.documentation.split(separator: "\n").dropFirst(2)
        #expect(
            rows.map(String.init)
                == MetricDescription.all.map { metric in
                    let labels = metric.labels.map { "`\($0)`" }.joined(separator: ", ")
                    return "| `\(metric.name)` | \(metric.type.rawValue) | \(labels) | \(metric.help) |"
                })
        let types = MetricsRegistry(version: "1").exposition().split(separator: "\n").filter { $0.hasPrefix("# TYPE") }
        #expect(types.map(String.init) == MetricDescription.all.map { "# TYPE \($0.name) \($0.type.rawValue)" })
    }
}
