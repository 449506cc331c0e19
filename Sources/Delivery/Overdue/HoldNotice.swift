import Communications
import Markup
import OMSMessages
import Postgres
import Projection

/// What customer service reads when communications are held past their deadline: which, of which orders, and why. Pure.
///
/// It has ids and reasons and nothing of customers. Source: decision table, section 4, "Every hold is decided again".
struct HoldNotice: Sendable {
    /// The same for the same holds, so that a repetition can be told.
    let id: PostgresUUID
    let subject: String
    let text: String
    let html: String
    /// For channels that write no mails.
    let json: [UInt8]

    /// - Parameters:
    ///   - holds: of one sales channel, at least one.
    ///   - shop: whose links lead to the orders.
    init?(_ holds: [StoredCommunication], shop: ShopDetails) {
        var key = JSONWriter()
        key.array { key in
            key.value("overdue_holds")
            for hold in holds.sorted(by: { $0.id < $1.id }) { key.value(hold.id.description) }
        }
        guard let id = PostgresUUID(CommunicationKey.id(of: key.text)), !holds.isEmpty else { return nil }
        self.id = id
        let subject =
            holds.count == 1
            ? "A communication is held past its deadline"
            : "\(holds.count) communications are held past their deadline"
        self.subject = subject
        let entries = holds.map { Entry($0, shop) }
        text = ([HoldNotice.opening] + entries.map(\.text)).joined(separator: "\n\n") + "\n"
        html =
            "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>\(HTMLText.escaped(subject))</title>"
            + "</head><body><p>\(HTMLText.escaped(HoldNotice.opening))</p><ul>"
            + entries.map(\.html).joined() + "</ul></body></html>"
        var json = JSONWriter()
        json.object { json in
            json.member("audience", Audience.customerService.rawValue)
            json.member("subject", subject)
            json.member("notice", array: { json in for entry in entries { json.value(entry.line) } })
        }
        self.json = json.bytes
    }

    private static let opening =
        "The customers of these orders should have been told something, and were not: a gap was to close first, and the "
        + "time for that is over. Close the gap in the order management system, or send or dismiss the communication."

    private struct Entry {
        let title: String
        let reason: String
        let since: String
        let link: String?

        init(_ hold: StoredCommunication, _ shop: ShopDetails) {
            let kind = hold.kindName.replacing("_", with: " ")
            title = CleanText.line("Order \(hold.orderID) (\(hold.salesChannel)): \(kind)")
            reason = CleanText.line(hold.detail ?? hold.reason ?? "")
            since = hold.decidedAt.rfc3339UTC
            link = ShopDetails.link(shop.serviceLink, ["channel": hold.salesChannel, "order": hold.orderID])
        }

        var line: String { "\(title). \(reason)" }

        var text: String {
            ([title, reason, "Held since \(since)"] + [link].compactMap(\.self)).joined(separator: "\n  ")
        }

        var html: String {
            let name = HTMLText.escaped(title)
            let linked = link.map { "<a href=\"\(HTMLText.escaped($0))\">\(name)</a>" } ?? name
            return "<li>\(linked)<br>\(HTMLText.escaped(reason))<br>Held since \(HTMLText.escaped(since))</li>"
        }
    }
}
