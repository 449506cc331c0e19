import OMSMessages

/// A payment exception as a message of a chat, in the form of Slack's incoming webhooks: what customer service needs to see
/// before it opens the order.
struct ChatMessage {
    let body: [UInt8]

    /// - Parameters:
    ///   - communication: the communication's JSON as stored.
    ///   - subject: its subject, as rendered.
    /// - Returns: nil unless it is for customer service: nothing meant for a customer goes to a chat.
    init?(communication: [UInt8], subject: String) {
        guard let root = try? JSONDocument(communication).root, root.string("audience") == "customer_service" else {
            return nil
        }
        if root["notice"] != nil {
            body = ChatMessage.notice(subject, root.elements("notice").compactMap(\.string))
            return
        }
        guard let order = root.string("order_id") else { return nil }
        let values = root["facts"]
        func fact(_ name: String) -> String? { values?.string(name) }
        let money = [fact("amount"), fact("currency")].compactMap(\.self).joined(separator: " ")
        let fields: [(String, String?)] = [
            ("Order", order), ("Sales channel", root.string("sales_channel")), ("Reason", fact("reason")),
            ("Amount", money), ("Customer", fact("customer_name")), ("E-mail", fact("customer_email")),
            ("Phone", fact("customer_phone")), ("Payment method", fact("payment_method")),
        ]
        let known = fields.compactMap { label, value -> String? in
            guard let value = value.map(ChatMessage.line), !value.isEmpty else { return nil }
            return ChatMessage.cut("\(label): \(value)", to: 1_900)
        }
        let line = ChatMessage.line(subject)
        let title = line.isEmpty ? "Payment exception" : line
        var json = JSONWriter(reservingCapacity: 2_048)
        json.object { json in
            // What a notification shows.
            json.member("text", ChatMessage.escaped(title))
            json.member(
                "blocks",
                array: { json in
                    ChatMessage.block("header", "text", ChatMessage.cut(title, to: 150), &json)
                    json.object { json in
                        json.member("type", "section")
                        json.member(
                            "fields", array: { json in for text in known { ChatMessage.plain(text, &json) } })
                    }
                    guard let link = fact("service_link"), ChatMessage.isLink(link) else { return }
                    json.object { json in
                        json.member("type", "section")
                        json.member(
                            "text",
                            object: { json in
                                json.member("type", "mrkdwn")
                                json.member("text", "<\(ChatMessage.escaped(link))|Open the order>")
                            })
                    }
                })
        }
        body = json.bytes
    }

    /// A title and lines below it, as many as a chat takes.
    private static func notice(_ title: String, _ lines: [String]) -> [UInt8] {
        // A message has at most 50 blocks.
        let most = 40
        var shown = lines.prefix(most).map { ChatMessage.cut(ChatMessage.line($0), to: 2_900) }
        if lines.count > most { shown.append("And \(lines.count - most) more; the console lists them all.") }
        var json = JSONWriter(reservingCapacity: 2_048)
        json.object { json in
            json.member("text", ChatMessage.escaped(ChatMessage.line(title)))
            json.member(
                "blocks",
                array: { json in
                    ChatMessage.block("header", "text", ChatMessage.cut(ChatMessage.line(title), to: 150), &json)
                    for line in shown { ChatMessage.block("section", "text", line, &json) }
                })
        }
        return json.bytes
    }

    private static func block(_ type: String, _ member: String, _ text: String, _ json: inout JSONWriter) {
        json.object { json in
            json.member("type", type)
            json.key(named: member)
            plain(text, &json)
        }
    }

    /// Text in which nothing is markup: no order can call a whole channel.
    private static func plain(_ text: String, _ json: inout JSONWriter) {
        json.object { json in
            json.member("type", "plain_text")
            json.member("text", text)
        }
    }

    /// One line that calls nobody: some chats take `@all` for a call, wherever it stands.
    private static func line(_ text: String) -> String {
        var result = ""
        var rest = CleanText.line(text)[...]
        while let at = rest.firstIndex(of: "@") {
            let isInAddress = rest[..<at].last.map { $0.isLetter || $0.isNumber } ?? false
            let name = rest[rest.index(after: at)...]
            result += rest[...at]
            let isCall = ["all", "channel", "here", "everyone"].contains { name.lowercased().hasPrefix($0) }
            if isCall, !isInAddress { result += "\u{200B}" }
            rest = name
        }
        return result + rest
    }

    /// What fits into a number of code units of UTF-16, in which chats count.
    private static func cut(_ text: String, to limit: Int) -> String {
        var (result, count) = (String.UnicodeScalarView(), 0)
        for scalar in text.unicodeScalars {
            count += UTF16.width(scalar)
            guard count <= limit else { break }
            result.append(scalar)
        }
        return String(result)
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    }

    private static func isLink(_ text: String) -> Bool {
        (text.hasPrefix("https://") || text.hasPrefix("http://")) && text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
            && !text.contains { "<>|\"".contains($0) }
    }
}
