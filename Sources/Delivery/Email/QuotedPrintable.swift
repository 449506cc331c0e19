/// The transfer encoding for text that is mostly ASCII (RFC 2045, section 6.7).
enum QuotedPrintable {
    private static let digits = Array("0123456789ABCDEF".utf8)

    /// Encodes text; its lines end in CR LF, and no encoded line is longer than 76.
    static func encoded(_ text: String) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(text.utf8.count * 5 / 4)
        var isFirst = true
        for line in text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            if !isFirst { result += [13, 10] }
            isFirst = false
            append(line.last == 13 ? line.dropLast() : line, to: &result)
        }
        return result
    }

    private static func append(_ line: Substring.UTF8View.SubSequence, to result: inout [UInt8]) {
        var column = 0
        var index = line.startIndex
        while index < line.endIndex {
            let byte = line[index]
            index = line.index(after: index)
            let isLast = index == line.endIndex
            let isPlain =
                isLiteral(byte) && !(isLast && (byte == 0x20 || byte == 0x09)) && !(column == 0 && byte == 0x2E)
            // A soft line break takes the last place, unless the line ends here.
            if column + (isPlain ? 1 : 3) > (isLast ? 76 : 75) {
                result += [UInt8(ascii: "="), 13, 10]
                column = 0
            }
            if isPlain {
                result.append(byte)
                column += 1
            } else {
                result += [UInt8(ascii: "="), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
                column += 3
            }
        }
    }

    private static func isLiteral(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || ((0x21...0x7E).contains(byte) && byte != UInt8(ascii: "="))
    }
}
