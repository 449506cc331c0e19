/// Writes unstructured text and display names into mail headers (RFC 5322, section 2.2; RFC 2047).
enum HeaderText {
    /// The bytes that an encoded word may hold: 45 make 60 characters, with `=?UTF-8?B?` and `?=` 72 of the 75 allowed.
    private static let bytesPerWord = 45
    /// RFC 2047, section 2: a line with an encoded word has at most 76 characters.
    private static let lineLength = 76

    /// A text, as it is where that is safe, else as encoded words folded over several lines.
    /// - Parameter column: where in its line it begins.
    static func unstructured(_ text: String, column: Int) -> String {
        let text = CleanText.line(text)
        // "=?" would be read as an encoded word.
        if isPrintable(text), !text.contains("=?"), column + text.utf8.count <= lineLength { return text }
        return encodedWords(text, column: column)
    }

    /// The name before an address: a quoted string, or encoded words.
    static func displayName(_ text: String, column: Int) -> String {
        let text = CleanText.line(text)
        if isPrintable(text), !text.contains("=?"), column + text.utf8.count <= 60 {
            return "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
        }
        return encodedWords(text, column: column)
    }

    private static func isPrintable(_ text: String) -> Bool { text.utf8.allSatisfy { (0x20...0x7E).contains($0) } }

    private static func encodedWords(_ text: String, column: Int) -> String {
        var words: [String] = []
        var chunk: [UInt8] = []
        // What is left of the first line; a multiple of 3, so that only the last word is padded.
        var limit = min(bytesPerWord, max(0, lineLength - column - 12) / 4 * 3)
        func flush() {
            words.append("=?UTF-8?B?" + String(decoding: Base64.encoded(chunk), as: UTF8.self) + "?=")
            chunk.removeAll()
            limit = bytesPerWord
        }
        // A character must not be split between words (RFC 2047, section 5).
        for scalar in text.unicodeScalars {
            let bytes = Array(String(scalar).utf8)
            if chunk.count + bytes.count > limit { flush() }
            chunk += bytes
        }
        if !chunk.isEmpty || words.isEmpty { flush() }
        return words.joined(separator: "\r\n ")
    }
}
