/// A table for a terminal: columns as wide as their content, the last one cut at the terminal's edge.
struct Table {
    private let header: [String]
    private var rows: [[String]] = []

    init(_ header: String...) { self.header = header }

    mutating func add(_ cells: String...) { rows.append(cells.map(Terminal.harmless)) }

    var isEmpty: Bool { rows.isEmpty }

    /// The table as text.
    /// - Parameter width: columns of the terminal.
    func text(width: Int = Terminal.width) -> String {
        var widths = header.map(\.count)
        for row in rows { for (index, cell) in row.enumerated() { widths[index] = max(widths[index], cell.count) } }
        return ([header] + rows).map { row in
            let line = row.enumerated().map { index, cell in
                index == row.count - 1 ? cell : cell + String(repeating: " ", count: widths[index] - cell.count)
            }.joined(separator: "  ")
            return Terminal.isInteractive && line.count > width ? String(line.prefix(width - 1)) + "…" : line
        }.joined(separator: "\n")
    }
}

/// Numbers as people read them.
enum Figures {
    /// 1234567 → "1,234,567".
    static func grouped(_ number: some BinaryInteger) -> String {
        var text = ""
        for (index, digit) in String(number).reversed().enumerated() {
            if index > 0, index % 3 == 0, digit != "-" { text.append(",") }
            text.append(digit)
        }
        return String(text.reversed())
    }

    /// Rounded up, with one place behind the point below ten.
    static func decimal(_ value: Double) -> String {
        guard value < 10 else { return String(Int(value.rounded(.up))) }
        let tenths = Int((value * 10).rounded(.up))
        return "\(tenths / 10).\(tenths % 10)"
    }

    /// A rate without decimals.
    static func rate(_ perSecond: Double) -> String { grouped(Int(perSecond.rounded())) + "/s" }

    static func seconds(_ duration: Duration) -> Double {
        Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
    }

    /// A time with as many digits as matter: "0.42 s", "12.3 s".
    static func time(_ duration: Duration) -> String {
        let hundredths = Int((seconds(duration) * 100).rounded())
        let (whole, rest) = hundredths.quotientAndRemainder(dividingBy: 100)
        return "\(whole).\(rest < 10 ? "0" : "")\(rest) s"
    }
}
