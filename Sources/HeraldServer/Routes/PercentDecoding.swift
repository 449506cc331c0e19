/// Percent-encoding of URLs (RFC 3986, section 2.1).
enum PercentDecoding {
    /// The text that was encoded; nil for a damaged encoding, or bytes that are no UTF-8.
    ///
    /// - Parameter plusIsSpace: as in queries made by forms.
    static func text(_ encoded: Substring, plusIsSpace: Bool = false) -> String? {
        let utf8 = encoded.utf8
        guard utf8.contains(where: { $0 == UInt8(ascii: "%") || $0 == UInt8(ascii: "+") || $0 >= 0x80 }) else {
            return String(encoded)
        }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(utf8.count)
        var iterator = utf8.makeIterator()
        while let byte = iterator.next() {
            switch byte {
            case UInt8(ascii: "%"):
                guard let high = iterator.next().flatMap(Hexadecimal.digit),
                    let low = iterator.next().flatMap(Hexadecimal.digit)
                else { return nil }
                bytes.append(high << 4 | low)
            case UInt8(ascii: "+") where plusIsSpace: bytes.append(UInt8(ascii: " "))
            default: bytes.append(byte)
            }
        }
        return String(validating: bytes, as: UTF8.self)
    }
}
