/// Lays JSON out for reading, byte by byte: numbers, texts and their escapes stay as they came.
enum JSONLayout {
    /// - Parameters:
    ///   - bytes: JSON; what is none is laid out as far as it goes.
    ///   - limit: how many bytes to write at most.
    /// - Returns: the text, and whether it is all.
    static func text(_ bytes: some Collection<UInt8>, limit: Int) -> (text: String, isWhole: Bool) {
        var result: [UInt8] = []
        var depth = 0
        var isInText = false
        var isEscaped = false
        var isOpened = false

        func breakLine() {
            result.append(UInt8(ascii: "\n"))
            result.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * min(depth, 40)))
        }
        for byte in bytes {
            if result.count >= limit { return (String(decoding: result, as: UTF8.self), false) }
            if isInText {
                result.append(byte)
                if isEscaped {
                    isEscaped = false
                } else if byte == UInt8(ascii: "\\") {
                    isEscaped = true
                } else if byte == UInt8(ascii: "\"") {
                    isInText = false
                }
                continue
            }
            switch byte {
            case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t"): continue
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth = max(0, depth - 1)
                // What holds nothing stays on its line.
                if !isOpened { breakLine() }
                result.append(byte)
                isOpened = false
                continue
            default: break
            }
            if isOpened {
                isOpened = false
                breakLine()
            }
            result.append(byte)
            switch byte {
            case UInt8(ascii: "\""): isInText = true
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                depth += 1
                isOpened = true
            case UInt8(ascii: ","): breakLine()
            case UInt8(ascii: ":"): result.append(UInt8(ascii: " "))
            default: break
            }
        }
        return (String(decoding: result, as: UTF8.self), true)
    }
}
