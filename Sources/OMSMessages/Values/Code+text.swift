extension Code {
    /// Makes a code from trimmed text in place; most are known, and of the others most are capitals already and need no second
    /// string.
    init(utf8 text: UnsafeBufferPointer<UInt8>) {
        if let place = unsafe KnownCodes.all.place(of: text) {
            self.init(known: place)
            return
        }
        var isNormalized = true
        var isASCII = true
        for index in 0..<text.count {
            let byte = unsafe text[index]
            if byte >= 0x80 { isASCII = false }
            if !Code.isKept(byte) { isNormalized = false }
        }
        let raw = unsafe String(validated: text)
        if isNormalized {
            self.init(other: raw, normalized: raw)
        } else if isASCII {
            let normalized = unsafe String(unsafeUninitializedCapacity: text.count) { buffer in
                var length = 0
                for index in 0..<text.count {
                    var byte = unsafe text[index]
                    if byte >= UInt8(ascii: "a"), byte <= UInt8(ascii: "z") { byte -= 0x20 }
                    guard Code.isKept(byte) else { continue }
                    unsafe buffer[length] = byte
                    length += 1
                }
                return length
            }
            self.init(other: raw, normalized: normalized)
        } else {
            self.init(raw)
        }
    }

    private static func isKept(_ byte: UInt8) -> Bool {
        byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") || byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
    }
}
