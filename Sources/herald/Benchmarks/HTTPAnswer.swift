import NIOCore

/// An answer of HTTP/1.1 as far as a benchmark looks at it.
struct HTTPAnswer {
    /// 200, 503, …
    let status: Int
    let body: ByteBufferView
    /// Of head and body, in bytes.
    let length: Int

    /// Reads an answer whose head tells the length of its body; nil: the end has not come yet.
    /// - Throws: ``BenchError/unexpectedAnswer(_:)`` for any other.
    init?(_ received: ByteBuffer) throws {
        let bytes = received.readableBytesView
        var line = bytes.startIndex
        var content: Int?
        while true {
            guard let newline = bytes[line...].firstIndex(of: 0x0A) else { return nil }
            // Lines end with CR and LF; an empty one ends the head.
            if newline - line <= 1 {
                line = newline + 1
                break
            }
            content = content ?? Self.contentLength(bytes[line..<newline])
            line = newline + 1
        }
        // HTTP/1.1 200 …
        guard let content, content >= 0, let status = Self.number(bytes.dropFirst(9).prefix(3)) else {
            throw BenchError.unexpectedAnswer(0)
        }
        guard bytes.endIndex - line >= content else { return nil }
        self.status = status
        body = bytes[line..<line + content]
        length = line + content - bytes.startIndex
    }

    private static let contentLengthName = Array("content-length:".utf8)

    private static func contentLength(_ line: ByteBufferView) -> Int? {
        guard line.count > contentLengthName.count, zip(line, contentLengthName).allSatisfy({ $0 | 0x20 == $1 | 0x20 })
        else { return nil }
        return number(line.dropFirst(contentLengthName.count))
    }

    /// A number among blanks.
    private static func number(_ text: ByteBufferView) -> Int? {
        Int(String(decoding: text.filter { $0 > 0x20 }, as: UTF8.self))
    }
}
