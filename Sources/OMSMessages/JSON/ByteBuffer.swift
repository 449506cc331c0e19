/// Bytes that only grow at their end: what `[UInt8]` is, with the room behind the last byte open to be written to.
struct ByteBuffer {
    /// As long as the capacity; the bytes from `count` on mean nothing.
    private var storage: [UInt8]
    private(set) var count = 0

    init(capacity: Int) { storage = [UInt8](repeating: 0, count: max(64, capacity)) }

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

    /// Lets `body` write behind the last byte.
    /// - Parameters:
    ///   - most: how many bytes `body` may touch.
    ///   - body: gets the place, and returns how many bytes it wrote there that count.
    @inline(__always)
    mutating func append(upTo most: Int, _ body: (UnsafeMutablePointer<UInt8>) -> Int) {
        if storage.count - count < most { grow(by: most) }
        let end = count
        count += unsafe storage.withUnsafeMutableBufferPointer { all in unsafe body(all.baseAddress! + end) }
    }

    mutating func append(_ byte: UInt8) {
        unsafe append(upTo: 1) { place in
            unsafe place[0] = byte
            return 1
        }
    }

    mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let source = bytes.baseAddress else { return }
        unsafe append(upTo: bytes.count) { place in
            unsafe place.update(from: source, count: bytes.count)
            return bytes.count
        }
    }

    private mutating func grow(by more: Int) {
        storage.append(contentsOf: repeatElement(0, count: max(storage.count, more)))
    }
}
