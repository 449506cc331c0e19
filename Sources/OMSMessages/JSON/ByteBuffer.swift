/// Bytes that only grow at their end: what `[UInt8]` is, with the room behind the last byte open to be written to.
struct ByteBuffer {
    /// As long as the capacity; the bytes from `count` on mean nothing.
    private var storage: [UInt8]
    private(set) var count = 0

    init(capacity: Int) { storage = [UInt8](repeating: 0, count: max(64, capacity)) }

    var last: UInt8? { count > 0 ? storage[count - 1] : nil }

    var bytes: [UInt8] { Array(storage[..<count]) }

    /// Forgets the bytes and keeps the memory.
    mutating func removeAll() { count = 0 }

    func withBytes<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try unsafe storage.span.bytes.withUnsafeBytes { all throws(Failure) in
            try unsafe body(UnsafeRawBufferPointer(rebasing: all[..<count]))
        }
    }

    @inline(__always)
    mutating func append(_ byte: UInt8) {
        if count == storage.count { grow(by: 1) }
        storage[count] = byte
        count += 1
    }

    mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let source = bytes.baseAddress else { return }
        if storage.count - count < bytes.count { grow(by: bytes.count) }
        unsafe storage.withUnsafeMutableBytes { all in
            unsafe (all.baseAddress! + count).copyMemory(from: source, byteCount: bytes.count)
        }
        count += bytes.count
    }

    /// Appends a number in decimal digits.
    mutating func append(decimal number: Int) {
        if number >= 0, number < 10 { return append(UInt8(ascii: "0") + UInt8(number)) }
        if storage.count - count < 20 { grow(by: 20) }
        if number < 0 { append(UInt8(ascii: "-")) }
        var rest = number.magnitude
        var length = 1
        var bound: UInt = 10
        while length < 19, rest >= bound {
            length += 1
            bound *= 10
        }
        for place in stride(from: count + length - 1, through: count, by: -1) {
            storage[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        }
        count += length
    }

    private mutating func grow(by more: Int) {
        storage.append(contentsOf: repeatElement(0, count: max(storage.count, more)))
    }
}
