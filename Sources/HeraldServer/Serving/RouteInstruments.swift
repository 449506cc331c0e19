internal import HeraldMetrics

/// The metrics of one route, at hand without a look-up for the usual answers.
struct RouteInstruments: Sendable {
    /// The route's pattern, never the path that was asked for.
    let route: String
    private let metrics: MetricsRegistry
    private let duration: Histogram
    private let fine: Counter

    init(_ route: String, _ metrics: MetricsRegistry) {
        self.route = route
        self.metrics = metrics
        duration = metrics.httpRequestDuration(route: route)
        fine = metrics.httpRequests(route: route, status: 200)
    }

    func count(_ status: Int, _ time: Duration) {
        (status == 200 ? fine : metrics.httpRequests(route: route, status: status)).increment()
        duration.observe(time)
    }
}
