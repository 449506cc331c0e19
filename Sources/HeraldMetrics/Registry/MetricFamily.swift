import Synchronization

/// All series of one metric: one instrument a set of label values, created on first use.
///
/// The number of series is bounded, so that hostile label values cannot fill the memory: whatever comes after the
/// limit is counted in one series whose label values are all `other`.
final class MetricFamily<Instrument: AnyObject & Sendable>: Sendable {
    let description: MetricDescription
    private let make: @Sendable () -> Instrument
    private let series: Mutex<[[String]: Instrument]>

    init(_ description: MetricDescription, make: @escaping @Sendable () -> Instrument) {
        self.description = description
        self.make = make
        // A metric without labels has its one series from the start, so that it is 0 and not absent.
        series = Mutex(description.labels.isEmpty ? [[]: make()] : [:])
    }

    /// The instrument of a set of label values, given in the order of the description's labels.
    ///
    /// The lock is held for one look-up; hot paths keep the instrument.
    subscript(_ values: String...) -> Instrument {
        precondition(values.count == description.labels.count, "\(description.name) has other labels")
        return series.withLock { series in
            if let known = series[values] { return known }
            let key = series.count < description.maximumSeries - 1 ? values : values.map { _ in "other" }
            if let known = series[key] { return known }
            let new = make()
            series[key] = new
            return new
        }
    }

    /// Forgets the series of a set of label values: it is not exposed until it is used again.
    func remove(_ values: String...) {
        guard !description.labels.isEmpty else { return }
        series.withLock { _ = $0.removeValue(forKey: values) }
    }

    /// The series, sorted by label values.
    var sorted: [(values: [String], instrument: Instrument)] {
        series.withLock { series in series.map { (values: $0.key, instrument: $0.value) } }
            .sorted { $0.values.lexicographicallyPrecedes($1.values) }
    }
}
