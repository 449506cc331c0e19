extension String {
    /// Makes a string of bytes that the parser has checked to be UTF-8, without checking them again.
    /// - Parameter isKnownASCII: false leaves the question open.
    init(validated bytes: UnsafeBufferPointer<UInt8>, isKnownASCII: Bool = false) {
        let span = unsafe UTF8Span(unchecked: bytes.span, isKnownASCII: isKnownASCII || bytes.isASCII)
        self.init(copying: span)
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// Whether every byte is below 0x80.
    fileprivate var isASCII: Bool {
        let bytes = UnsafeRawBufferPointer(self)
        var index = 0
        var seen: UInt64 = 0
        while index + 8 <= count {
            unsafe seen |= bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)
            index += 8
        }
        while index < count {
            unsafe seen |= UInt64(bytes[index])
            index += 1
        }
        return seen & 0x8080_8080_8080_8080 == 0
    }
}
