/// A family that can write its series in the Prometheus text format.
protocol ExposedFamily: Sendable {
    var description: MetricDescription { get }
    func writeSeries(to text: inout ExpositionText)
}

/// An instrument that can write its sample lines.
protocol ExposedInstrument: AnyObject, Sendable {
    func write(_ metric: MetricDescription, values: [String], to text: inout ExpositionText)
}

extension MetricFamily: ExposedFamily where Instrument: ExposedInstrument {
    func writeSeries(to text: inout ExpositionText) {
        for (values, instrument) in sorted { instrument.write(description, values: values, to: &text) }
    }
}

extension Counter: ExposedInstrument {
    func write(_ metric: MetricDescription, values: [String], to text: inout ExpositionText) {
        text.sample(metric.name, labels: metric.labels, values: values, number: String(value))
    }
}

extension Gauge: ExposedInstrument {
    func write(_ metric: MetricDescription, values: [String], to text: inout ExpositionText) {
        text.sample(metric.name, labels: metric.labels, values: values, number: ExpositionText.number(value))
    }
}

extension Histogram: ExposedInstrument {
    func write(_ metric: MetricDescription, values: [String], to text: inout ExpositionText) {
        let snapshot = snapshot
        for (bound, count) in zip(bounds + [.infinity], snapshot.cumulative) {
            text.sample(
                metric.name + "_bucket", labels: metric.labels + ["le"],
                values: values + [ExpositionText.number(bound)], number: String(count))
        }
        text.sample(
            metric.name + "_sum", labels: metric.labels, values: values, number: ExpositionText.number(snapshot.sum))
        text.sample(metric.name + "_count", labels: metric.labels, values: values, number: String(snapshot.count))
    }
}
