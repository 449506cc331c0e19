/// Header lines of an HTTP answer, or replies of a mail server, as libcurl hands them over one by one.
struct AnswerHead {
    /// What more than this many bytes of lines is, no sane server sends.
    private static let maximumBytes = 65_536

    /// By name in lower case.
    private(set) var fields: [String: String] = [:]
    private(set) var lastLine = ""
    /// Whether the empty line after the last field has come.
    private(set) var isComplete = false
    private var bytes = 0

    /// - Returns: how many bytes were taken: fewer than came, to end the transfer, where it is too much.
    mutating func take(_ line: UnsafeRawBufferPointer) -> Int {
        bytes += line.count
        guard bytes <= AnswerHead.maximumBytes else { return 0 }
        let text = unsafe String(decoding: line, as: UTF8.self).trimmed
        if text.hasPrefix("HTTP/") {
            // The head before it was of an interim answer (RFC 9110, section 15.2).
            fields.removeAll()
            isComplete = false
        } else if text.isEmpty {
            isComplete = true
        } else if let colon = text.firstIndex(of: ":") {
            fields[text[..<colon].lowercased()] = String(text[text.index(after: colon)...]).trimmed
        }
        if !text.isEmpty { lastLine = text }
        return line.count
    }
}

extension String {
    /// The text without blanks and line breaks at its ends.
    fileprivate var trimmed: String {
        var text = Substring(self)
        while let last = text.last, last.isWhitespace { text.removeLast() }
        while let first = text.first, first.isWhitespace { text.removeFirst() }
        return String(text)
    }
}
