import Glibc

extension UnsafeRawBufferPointer {
    /// Whether both hold the same bytes.
    func isEqual(to other: UnsafeRawBufferPointer) -> Bool {
        guard count == other.count, let start = baseAddress, let otherStart = other.baseAddress else {
            return count == other.count
        }
        return unsafe memcmp(start, otherStart, count) == 0
    }

    /// Whether these are the bytes.
    func isEqual(to bytes: [UInt8]) -> Bool { unsafe bytes.withUnsafeBytes { unsafe isEqual(to: $0) } }
}
