import Communications
import OMSMessages
import OrderModel
import Projection

/// A timeline as a person reads it: one line for each thing that happened, days as headings.
struct TimelineText {
    let text: String

    init(_ timeline: Timeline) {
        var lines: [String] = []
        let state = timeline.state
        var head = "Order \(timeline.orderID)  \(timeline.salesChannel)"
        if let status = state?.status.status { head += "  \(status.raw)" }
        if let reason = state?.status.reason { head += " / \(reason.raw)" }
        if state?.isPlaced == false { head += "  (no snapshot yet)" }
        lines.append(Terminal.harmless(head))
        var day = ""
        for item in timeline.items {
            let utc = item.at.rfc3339UTC
            if utc.prefix(10) != day {
                day = String(utc.prefix(10))
                lines.append("")
                lines.append(day)
            }
            let time = utc.dropFirst(11).prefix(8)
            lines += Self.lines(for: item).enumerated().map { index, line in
                (index == 0 ? "  \(time)  " : "            ") + Terminal.harmless(line)
            }
        }
        text = lines.joined(separator: "\n")
    }

    private static func lines(for item: Timeline.Item) -> [String] {
        switch item.content {
        case .message(let method, let id, let isHistorical, let note):
            var line = "#\(item.position) \(short(method))"
            if let id { line += "  \(id)" }
            if isHistorical { line += "  (history)" }
            if let note { line += "  — \(note)" }
            return [line]
        case .transition(let transition): return ["   → \(transition.text)"]
        case .communication(let communication):
            var line = "   ✉ \(communication.kindName): \(communication.status.rawValue)"
            if let reason = communication.reason, communication.status != .sent { line += " (\(reason))" }
            var lines = [line]
            if communication.status != .sent, let detail = communication.detail { lines.append("     \(detail)") }
            for delivery in communication.deliveries {
                lines.append(
                    "     \(delivery.channel) to \(delivery.recipient): \(delivery.status.rawValue)"
                        + (delivery.reason.map { " (\($0))" } ?? ""))
            }
            return lines
        case .decision(let communication):
            return [
                "   ✉ \(communication.kind.name): \(communication.disposition.status.rawValue) "
                    + "(\(communication.disposition.reason))"
            ]
        }
    }

    /// `magento.sales.order_management.updated` → `order_management.updated`.
    private static func short(_ method: String) -> String {
        method.split(separator: ".").suffix(2).joined(separator: ".")
    }
}
