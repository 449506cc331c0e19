import InternetAddresses
import OMSMessages

extension EmailMessage {
    /// The message as it goes over the wire: ASCII, lines of at most 78 characters ending in CR LF.
    ///
    /// Deterministic: equal messages give equal bytes.
    public func rendered() -> [UInt8] {
        // "=_" cannot occur in quoted-printable text, so the boundary cannot either.
        let boundary = "=_" + messageID.unique
        var bytes: [UInt8] = []
        func line(_ text: String = "") {
            bytes += Array(text.utf8)
            bytes += [13, 10]
        }
        line("From: " + EmailMessage.list([from], column: 6))
        // RFC 5322, section 3.4: an empty group where there is nobody to name.
        line("To: " + (to.isEmpty ? "undisclosed-recipients:;" : EmailMessage.list(to, column: 4)))
        if let replyTo { line("Reply-To: " + EmailMessage.list([replyTo], column: 10)) }
        line("Subject: " + HeaderText.unstructured(subject, column: 9))
        line("Date: " + EmailMessage.dateText(date))
        line("Message-ID: \(messageID)")
        if let parent = references.last {
            line("In-Reply-To: \(parent)")
            line("References: " + references.map(\.description).joined(separator: "\r\n "))
        }
        // RFC 3834: nobody's vacation responder should answer.
        line("Auto-Submitted: auto-generated")
        line("MIME-Version: 1.0")
        line("Content-Type: multipart/alternative;")
        line(" boundary=\"\(boundary)\"")
        line()
        // The richest part comes last (RFC 2046, section 5.1.4).
        for (type, content) in [("text/plain", text), ("text/html", html)] {
            line("--" + boundary)
            line("Content-Type: \(type); charset=utf-8")
            line("Content-Transfer-Encoding: quoted-printable")
            line()
            bytes += QuotedPrintable.encoded(content)
            line()
        }
        line("--\(boundary)--")
        return bytes
    }

    private static func list(_ mailboxes: [Mailbox], column: Int) -> String {
        mailboxes.enumerated().map { index, mailbox in
            guard let name = mailbox.name.map(CleanText.line), !name.isEmpty else { return "\(mailbox.address)" }
            // The address may not fit beside the name.
            return HeaderText.displayName(name, column: index == 0 ? column : 1) + "\r\n <\(mailbox.address)>"
        }.joined(separator: ",\r\n ")
    }

    /// `Mon, 23 Nov 2026 17:10:14 +0000` (RFC 5322, section 3.3).
    static func dateText(_ moment: Timestamp) -> String {
        let text = moment.rfc3339UTC
        guard text.utf8.count >= 20, text.utf8.first != UInt8(ascii: "-") else {
            return "Thu, 01 Jan 1970 00:00:00 +0000"
        }
        let fields = text.prefix(19).split(whereSeparator: { "-T:".contains($0) })
        let days = Int((Double(moment.microseconds) / 86_400_000_000).rounded(.down))
        // 1970-01-01 was a Thursday.
        let weekday = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"][((days % 7) + 7) % 7]
        let month = CalendarText.months[(Int(fields[1]) ?? 1) - 1].prefix(3)
        return "\(weekday), \(fields[2]) \(month) \(fields[0]) \(fields[3]):\(fields[4]):\(fields[5]) +0000"
    }
}
