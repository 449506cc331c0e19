/// One thing that is measured in every interval of a soak.
struct SoakMeasure: Sendable {
    enum Unit {
        case count, seconds, microseconds, bytes, percent
    }

    /// What JSON calls it.
    let key: String
    /// What a comparison calls it.
    let name: String
    let unit: Unit
    /// What heads its column; nil: rows do not show it.
    var column: String?

    /// Tables that are changed in place: dead rows and size show whether vacuum keeps up with the load.
    static let changed = ["shard_position", "checkpoint", "order_state", "communication"]

    static let all: [SoakMeasure] =
        [
            SoakMeasure(key: "seconds", name: "since the beginning", unit: .seconds, column: "minute"),
            SoakMeasure(key: "answered", name: "messages answered", unit: .count, column: "answered"),
            SoakMeasure(key: "per_second", name: "messages a second", unit: .count, column: "a second"),
            SoakMeasure(key: "refused", name: "messages refused with 503", unit: .count, column: "503"),
            SoakMeasure(
                key: "answer_median_us", name: "request to answer, median", unit: .microseconds, column: "answer"),
            SoakMeasure(
                key: "answer_99_us", name: "request to answer, 99 of 100", unit: .microseconds, column: "99 %"),
            SoakMeasure(
                key: "lag_median_us", name: "answer to projected, median", unit: .microseconds, column: "lag"),
            SoakMeasure(
                key: "lag_99_us", name: "answer to projected, 99 of 100", unit: .microseconds, column: "99 %"),
            SoakMeasure(key: "lag_samples", name: "messages seen projected", unit: .count),
            SoakMeasure(
                key: "resident_bytes", name: "memory of this process, load generator included", unit: .bytes,
                column: "memory"),
            SoakMeasure(
                key: "processor_percent", name: "processor time of this process, load generator included",
                unit: .percent, column: "CPU"),
            SoakMeasure(key: "log_bytes", name: "size of the log", unit: .bytes, column: "log"),
            SoakMeasure(key: "order_bytes", name: "size of the orders", unit: .bytes, column: "orders"),
            SoakMeasure(
                key: "communication_bytes", name: "size of communications and deliveries", unit: .bytes,
                column: "told"),
            SoakMeasure(key: "log_bytes_per_message", name: "growth of the log a message", unit: .bytes),
            SoakMeasure(key: "order_bytes_per_message", name: "growth of the orders a message", unit: .bytes),
            SoakMeasure(
                key: "communication_bytes_per_message", name: "growth of communications and deliveries a message",
                unit: .bytes),
        ] + changed.flatMap(ofTable)

    private static func ofTable(_ table: String) -> [SoakMeasure] {
        let isShown = table == "shard_position" || table == "checkpoint"
        return [
            SoakMeasure(
                key: "\(table)_bytes", name: "\(table): size", unit: .bytes, column: isShown ? table : nil),
            SoakMeasure(key: "\(table)_live_rows", name: "\(table): live rows", unit: .count),
            SoakMeasure(
                key: "\(table)_dead_rows", name: "\(table): dead rows", unit: .count,
                column: table == "order_state" ? "dead orders" : nil),
            SoakMeasure(key: "\(table)_vacuums", name: "\(table): vacuums by the server", unit: .count),
        ]
    }

    /// A value as people read it.
    func text(_ value: Int) -> String {
        switch unit {
        case .count: Figures.grouped(value)
        case .seconds:
            "\(value / 60):\(value % 60 < 10 ? "0" : "")\(value % 60)"
        case .microseconds: Figures.decimal(Double(value) / 1_000) + " ms"
        case .bytes where abs(value) < 10_000: Figures.grouped(value) + " B"
        case .bytes where abs(value) < 10_000_000: Figures.grouped(value / 1_000) + " KB"
        case .bytes: Figures.grouped(value / 1_000_000) + " MB"
        case .percent: "\(value) %"
        }
    }
}
