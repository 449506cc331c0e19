/// What a metric is: its name, type, meaning and labels, and how many series it may have.
public struct MetricDescription: Hashable, Sendable {
    /// The types of the Prometheus text format that herald uses.
    public enum MetricType: String, Hashable, Sendable, CaseIterable {
        /// Only grows; the name ends in `_total`.
        case counter
        /// Goes up and down.
        case gauge
        /// Counts observations in buckets of fixed upper bounds.
        case histogram
    }

    /// The full name, `herald_…`.
    public let name: String
    public let type: MetricType
    /// One sentence for the reader of a dashboard.
    public let help: String
    /// Label names, in the order in which values are given.
    public let labels: [String]
    /// Upper bounds of a histogram's buckets, ascending, without `+Inf`.
    public let buckets: [Double]
    /// How many label sets are kept; later ones are counted together under `other`.
    public let maximumSeries: Int

    init(
        _ name: String, _ type: MetricType, labels: [String] = [], buckets: [Double] = [], maximumSeries: Int = 256,
        help: String
    ) {
        self.name = name
        self.type = type
        self.help = help
        self.labels = labels
        self.buckets = buckets
        self.maximumSeries = maximumSeries
    }
}

extension MetricDescription {
    /// Upper bounds for durations, in seconds: from half a millisecond to ten seconds.
    static let durationBuckets = [
        0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
    ]
    /// Upper bounds for numbers of messages.
    static let countBuckets: [Double] = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000]
}
