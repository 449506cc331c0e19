extension JSONNode {
    /// Hands the decoded text to `body`: never longer than the raw text, always valid UTF-8.
    ///
    /// U+0000, which PostgreSQL cannot store, and surrogates without partner become U+FFFD.
    func unescaped<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        let raw = unsafe raw
        return unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: raw.count + 1) { buffer in
            let length = unsafe JSONNode.unescape(raw, into: buffer)
            return unsafe body(UnsafeBufferPointer(rebasing: buffer[..<length]))
        }
    }

    private static func unescape(
        _ raw: UnsafeBufferPointer<UInt8>, into buffer: UnsafeMutableBufferPointer<UInt8>
    ) -> Int {
        var length = 0
        var index = 0
        while index < raw.count {
            let byte = unsafe raw[index]
            guard byte == UInt8(ascii: "\\"), index + 1 < raw.count else {
                unsafe buffer[length] = byte
                length += 1
                index += 1
                continue
            }
            let escape = unsafe raw[index + 1]
            index += 2
            switch escape {
            case UInt8(ascii: "b"): unsafe buffer[length] = 0x08
            case UInt8(ascii: "f"): unsafe buffer[length] = 0x0C
            case UInt8(ascii: "n"): unsafe buffer[length] = 0x0A
            case UInt8(ascii: "r"): unsafe buffer[length] = 0x0D
            case UInt8(ascii: "t"): unsafe buffer[length] = 0x09
            case UInt8(ascii: "u"):
                let scalar = unsafe scalar(in: raw, at: &index)
                for unit in UTF8.encode(scalar)! {
                    unsafe buffer[length] = unit
                    length += 1
                }
                continue
            default: unsafe buffer[length] = escape
            }
            length += 1
        }
        return length
    }

    /// The scalar of a `\u` escape whose digits start at `index`, and of the low surrogate behind it.
    private static func scalar(in raw: UnsafeBufferPointer<UInt8>, at index: inout Int) -> Unicode.Scalar {
        let unit = unsafe codeUnit(in: raw, at: index)
        index += 4
        if unit == 0 { return "\u{FFFD}" }
        guard unit & 0xFC00 == 0xD800 else { return Unicode.Scalar(unit) ?? "\u{FFFD}" }
        guard index + 6 <= raw.count, unsafe raw[index] == UInt8(ascii: "\\"),
            unsafe raw[index + 1] == UInt8(ascii: "u")
        else { return "\u{FFFD}" }
        let low = unsafe codeUnit(in: raw, at: index + 2)
        guard low & 0xFC00 == 0xDC00 else { return "\u{FFFD}" }
        index += 6
        return Unicode.Scalar(0x10000 + ((unit & 0x3FF) << 10 | low & 0x3FF)) ?? "\u{FFFD}"
    }

    private static func codeUnit(in raw: UnsafeBufferPointer<UInt8>, at index: Int) -> UInt32 {
        var unit: UInt32 = 0
        for offset in 0..<4 {
            let digit = unsafe raw[index + offset]
            let value = digit <= UInt8(ascii: "9") ? digit &- UInt8(ascii: "0") : (digit | 0x20) &- 0x61 &+ 10
            unit = unit << 4 | UInt32(value & 15)
        }
        return unit
    }
}
