import OMSMessages

/// What a soak saw, interval by interval. It judges nothing: it sets the beginning beside the end.
struct SoakReport: Sendable {
    /// What was measured in one interval, by the keys of ``SoakMeasure``; what has no value was not there.
    typealias Interval = [String: Int]

    var intervals: [Interval] = []
    /// Messages that were sent: all, unless somebody ended it early.
    var sent = 0
    var answered = 0
    var refused = 0
    /// Those not projected a minute after the last answer.
    var unprojected = 0
    /// Messages in the log at the end.
    var logged = 0

    /// The medians of the first and the last tenth of the intervals.
    struct Comparison {
        let measure: SoakMeasure
        let first: Int
        let last: Int
        /// How many hundredths of the first the last is; nil where the first is 0.
        var percent: Int? { first == 0 ? nil : Int((Double(last) / Double(first) * 100).rounded()) }
    }

    var comparisons: [Comparison] {
        SoakMeasure.all.dropFirst().compactMap { measure in
            let tenth = max(1, intervals.count / 10)
            guard let first = Self.median(intervals.prefix(tenth).compactMap { $0[measure.key] }),
                let last = Self.median(intervals.suffix(tenth).compactMap { $0[measure.key] })
            else { return nil }
            return Comparison(measure: measure, first: first, last: last)
        }
    }

    private static func median(_ values: [Int]) -> Int? {
        let sorted = values.sorted()
        guard !sorted.isEmpty else { return nil }
        return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
    }

    /// What heads the rows.
    static var header: String { line { $0 } }

    /// An interval as a row that can be printed when it is over.
    static func row(_ interval: Interval) -> String {
        let texts = SoakMeasure.all.filter { $0.column != nil }.map { measure in
            interval[measure.key].map { measure.text($0) } ?? "-"
        }
        return line { columns in texts.count == columns.count ? texts : columns }
    }

    /// Cells at the right of columns whose width is the same in every row, whatever comes later.
    private static func line(_ cells: ([String]) -> [String]) -> String {
        let columns = SoakMeasure.all.compactMap(\.column)
        return zip(columns, cells(columns)).map { column, cell in
            String(repeating: " ", count: max(0, max(column.count, 8) - cell.count)) + cell
        }.joined(separator: "  ")
    }

    var text: String {
        var table = Table("median of", "first tenth", "last tenth", "last of first")
        for comparison in comparisons {
            table.add(
                comparison.measure.name, comparison.measure.text(comparison.first),
                comparison.measure.text(comparison.last), comparison.percent.map { "\($0) %" } ?? "")
        }
        return """
            \(Figures.grouped(answered)) messages answered, \(Figures.grouped(refused)) refused with 503, \
            \(Figures.grouped(logged)) in the log \
            (repetitions are answered and not stored again), \
            \(unprojected == 0 ? "all of them projected" : "\(Figures.grouped(unprojected)) not projected within a minute").

            \(([Self.header] + intervals.map(Self.row)).joined(separator: "\n"))

            \(table.text())
            """
    }

    func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("answered", answered)
            json.member("refused", refused)
            json.member("logged", logged)
            json.member("unprojected", unprojected)
            json.member(
                "intervals",
                array: { json in
                    for interval in intervals {
                        json.object { json in
                            for measure in SoakMeasure.all { json.member(named: measure.key, interval[measure.key]) }
                        }
                    }
                })
            json.member(
                "comparison",
                array: { json in
                    for comparison in comparisons {
                        json.object { json in
                            json.member("measure", comparison.measure.key)
                            json.member("first_tenth", comparison.first)
                            json.member("last_tenth", comparison.last)
                            json.member("percent", comparison.percent)
                        }
                    }
                })
        }
    }
}
