extension MetricsRegistry {
    /// The media type of `exposition()`.
    public static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    /// Every metric in the Prometheus text format: in the order of the table, the series sorted by label values.
    public func exposition() -> String {
        var text = ExpositionText()
        for family in families.all {
            text.header(family.description)
            family.writeSeries(to: &text)
        }
        return text.text
    }

    /// The table of metrics in Markdown.
    public static var documentation: String {
        var text = "| metric | type | labels | meaning |\n|---|---|---|---|\n"
        for metric in MetricDescription.all {
            let labels = metric.labels.map { "`\($0)`" }.joined(separator: ", ")
            text += "| `\(metric.name)` | \(metric.type.rawValue) | \(labels) | \(metric.help) |\n"
        }
        return text
    }
}
