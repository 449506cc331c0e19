extension JSONWriter {
    /// Appends `utf8` with the escapes JSON demands; runs without any go over in one piece.
    static func escape(_ utf8: UnsafeBufferPointer<UInt8>, html: Bool, into bytes: inout ByteBuffer) {
        var start = 0
        var index = 0
        while index < utf8.count {
            let byte = unsafe utf8[index]
            var length = 1
            switch byte {
            case 0x20, 0x21, 0x23...0x25, 0x27...0x3B, 0x3D, 0x3F...0x5B, 0x5D...0x7F:
                index += 1
                continue
            case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "&"):
                guard html else {
                    index += 1
                    continue
                }
            case 0x80...:
                // U+2028 and U+2029 end a line in old scripts: E2 80 A8 and E2 80 A9.
                guard html, byte == 0xE2, index + 2 < utf8.count, unsafe utf8[index + 1] == 0x80,
                    unsafe utf8[index + 2] & 0xFE == 0xA8
                else {
                    index += 1
                    continue
                }
                length = 3
            default: break
            }
            unsafe bytes.append(UnsafeBufferPointer(rebasing: utf8[start..<index]))
            if length == 3 {
                bytes.append(unsafe utf8[index + 2] == 0xA8 ? "\\u2028" : "\\u2029")
            } else {
                appendEscape(of: byte, into: &bytes)
            }
            index += length
            start = index
        }
        unsafe bytes.append(UnsafeBufferPointer(rebasing: utf8[start..<index]))
    }

    private static func appendEscape(of byte: UInt8, into bytes: inout ByteBuffer) {
        switch byte {
        case UInt8(ascii: "\""): bytes.append("\\\"")
        case UInt8(ascii: "\\"): bytes.append("\\\\")
        case 0x08: bytes.append("\\b")
        case 0x09: bytes.append("\\t")
        case 0x0A: bytes.append("\\n")
        case 0x0C: bytes.append("\\f")
        case 0x0D: bytes.append("\\r")
        default:
            bytes.append("\\u00")
            bytes.append(hexadecimal(byte >> 4))
            bytes.append(hexadecimal(byte & 15))
        }
    }

    private static func hexadecimal(_ digit: UInt8) -> UInt8 {
        digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
    }
}

extension ByteBuffer {
    fileprivate mutating func append(_ text: StaticString) {
        unsafe append(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }
}
