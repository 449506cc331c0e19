import OMSMessages

/// What a benchmark measured: each figure with the raw limit of the same run beside it.
struct BenchResults: Sendable {
    struct Figure: Sendable {
        var name: String
        var perSecond: Double
        /// How long one took, for what is a matter of waiting and not of rates; nil: a rate.
        var milliseconds: Double?
        /// What limits it, and how much that does by itself.
        var limitName: String?
        var limitPerSecond: Double?
    }

    var environment: [(name: String, value: String)] = []
    var figures: [Figure] = []
    var soak: SoakReport?

    mutating func add(_ name: String, _ count: Int, in duration: Duration, limit: Figure? = nil) {
        figures.append(
            Figure(
                name: name, perSecond: Double(count) / max(Figures.seconds(duration), 1e-6), limitName: limit?.name,
                limitPerSecond: limit?.perSecond))
    }

    /// Adds how long half of them took at most, and 99 of 100.
    /// - Parameter nanoseconds: ascending.
    /// - Throws: ``BenchError/noSamples(_:)`` where there are none: that is no time of 0.
    mutating func add(_ name: String, _ nanoseconds: [Int64]) throws {
        guard !nanoseconds.isEmpty else { throw BenchError.noSamples(name) }
        for (share, text) in [(0.5, "median"), (0.99, "99 of 100")] {
            add("\(name), \(text)", lasting: .nanoseconds(HTTPLoadResult.percentile(share, of: nanoseconds)))
        }
    }

    mutating func add(_ name: String, lasting duration: Duration) {
        let seconds = max(Figures.seconds(duration), 1e-9)
        figures.append(Figure(name: name, perSecond: 1 / seconds, milliseconds: seconds * 1_000))
    }

    var text: String {
        var table = Table("what", "rate", "ratio", "against")
        for figure in figures {
            let ratio = figure.limitPerSecond.map { percent(figure.perSecond / $0) } ?? ""
            let value = figure.milliseconds.map { "\(Figures.decimal($0)) ms" } ?? Figures.rate(figure.perSecond)
            table.add(figure.name, value, ratio, figure.limitName ?? "")
        }
        let about = environment.map { "\($0.name): \($0.value)" }.joined(separator: "\n")
        return [about, table.isEmpty ? nil : table.text(), soak?.text].compactMap(\.self).joined(separator: "\n\n")
    }

    var json: String {
        var json = JSONWriter()
        json.object { json in
            json.member(
                "environment",
                object: { json in
                    for (name, value) in environment { json.member(named: name, value) }
                })
            json.member(
                "figures",
                array: { json in
                    for figure in figures {
                        json.object { json in
                            json.member("name", figure.name)
                            if let milliseconds = figure.milliseconds {
                                json.member("milliseconds", Int(milliseconds.rounded(.up)))
                                json.member("microseconds", Int((milliseconds * 1_000).rounded(.up)))
                            } else {
                                json.member("per_second", Int(figure.perSecond.rounded()))
                            }
                            json.member("limit", figure.limitName)
                            json.member("limit_per_second", figure.limitPerSecond.map { Int($0.rounded()) })
                        }
                    }
                })
            if let soak {
                json.key("soak")
                soak.write(to: &json)
            }
        }
        return json.text
    }

    private func percent(_ ratio: Double) -> String { "\(Int((ratio * 100).rounded())) %" }
}
