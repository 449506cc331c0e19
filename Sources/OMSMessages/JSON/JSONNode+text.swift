extension JSONNode {
    /// Text as messages carry it: a string, or the digits of a number; trimmed; nil when blank or of another kind.
    var text: String? {
        let isASCII = isASCII && !hasEscapes
        return unsafe withText { bytes in unsafe String(validated: bytes, isKnownASCII: isASCII) }
    }

    /// Text that is a code.
    var code: Code? {
        unsafe withText { bytes in unsafe Code(utf8: bytes) }
    }

    /// A decimal number, or text that holds one.
    var decimal: ExactDecimal? { unsafe withText { bytes in unsafe ExactDecimal(utf8: bytes) } }

    /// Text that holds a date or a date with time.
    var timestamp: Timestamp? {
        guard kind == .string else { return nil }
        return unsafe withText { bytes in unsafe Timestamp(utf8: bytes) }
    }

    /// A whole number, or text that holds one.
    var integer: Int? { unsafe withText { bytes in unsafe JSONNode.integer(bytes) } }

    /// A line number or quantity: 0 up to what PostgreSQL's `integer` holds.
    var count: Int? {
        guard let integer, integer >= 0, integer <= Int(Int32.max) else { return nil }
        return integer
    }

    /// `true`, `false`, or text or a number that says so.
    var flag: Bool? {
        switch kind {
        case .true: return true
        case .false: return false
        default:
            switch text?.lowercased() {
            case "true", "1": return true
            case "false", "0": return false
            default: return nil
            }
        }
    }

    /// The string exactly as meant: escapes decoded, nothing trimmed; nil for any other kind.
    var exactText: String? {
        guard kind == .string || kind == .key else { return nil }
        guard hasEscapes else { return unsafe String(validated: raw) }
        return unsafe unescaped { bytes in unsafe String(validated: bytes) }
    }

    /// The bytes of a string or number without the blanks around it; nil when nothing is left or for another kind.
    func withText<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result?) -> Result? {
        switch kind {
        case .number: return unsafe body(raw)
        case .string:
            if hasEscapes {
                return unsafe unescaped { bytes in
                    let trimmed = unsafe JSONNode.trimmed(bytes)
                    return unsafe trimmed.isEmpty ? nil : body(trimmed)
                }
            }
            let trimmed = unsafe JSONNode.trimmed(raw)
            return unsafe trimmed.isEmpty ? nil : body(trimmed)
        default: return nil
        }
    }

    private static func integer(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        if bytes.count <= 18 {
            var value = 0
            for index in 0..<bytes.count {
                let digit = unsafe bytes[index] &- UInt8(ascii: "0")
                guard digit < 10 else { return integerFromDecimal(unsafe ExactDecimal(utf8: bytes)) }
                value = value * 10 + Int(digit)
            }
            return value
        }
        return integerFromDecimal(unsafe ExactDecimal(utf8: bytes))
    }

    private static func integerFromDecimal(_ decimal: ExactDecimal?) -> Int? {
        guard let decimal, decimal.scale == 0 else { return nil }
        return Int(exactly: decimal.coefficient)
    }

    // MARK: Trimming

    @inline(__always)
    private static func trimmed(_ bytes: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
        // Nearly all text begins and ends with a visible ASCII character.
        if bytes.count > 0, unsafe isVisible(bytes[0]) && isVisible(bytes[bytes.count - 1]) { return unsafe bytes }
        return unsafe withoutBlanks(bytes)
    }

    private static func isVisible(_ byte: UInt8) -> Bool { byte > 0x20 && byte < 0x7F }

    private static func withoutBlanks(_ bytes: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
        var start = 0
        var end = bytes.count
        while start < end {
            let blank = unsafe blankPrefix(bytes, start, end)
            guard blank > 0 else { break }
            start += blank
        }
        while start < end {
            let blank = unsafe blankSuffix(bytes, start, end)
            guard blank > 0 else { break }
            end -= blank
        }
        return unsafe UnsafeBufferPointer(rebasing: bytes[start..<end])
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) }

    private static func blankPrefix(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Int {
        let byte = unsafe bytes[start]
        if isBlank(byte) { return 1 }
        guard byte >= 0x80 else { return 0 }
        if end - start >= 2, unsafe isWideBlank(0, bytes[start], bytes[start + 1]) { return 2 }
        if end - start >= 3, unsafe isWideBlank(bytes[start], bytes[start + 1], bytes[start + 2]) { return 3 }
        return 0
    }

    private static func blankSuffix(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Int {
        let byte = unsafe bytes[end - 1]
        if isBlank(byte) { return 1 }
        guard byte >= 0x80 else { return 0 }
        if end - start >= 2, unsafe isWideBlank(0, bytes[end - 2], bytes[end - 1]) { return 2 }
        if end - start >= 3, unsafe isWideBlank(bytes[end - 3], bytes[end - 2], bytes[end - 1]) { return 3 }
        return 0
    }

    /// The blanks that text copied from web pages brings: U+00A0 (two bytes, `first` is 0), U+2000 to U+200B, U+202F,
    /// U+3000 and U+FEFF.
    private static func isWideBlank(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> Bool {
        switch (first, second, third) {
        case (0, 0xC2, 0xA0), (0xE2, 0x80, 0x80...0x8B), (0xE2, 0x80, 0xAF), (0xE3, 0x80, 0x80), (0xEF, 0xBB, 0xBF):
            true
        default: false
        }
    }
}
