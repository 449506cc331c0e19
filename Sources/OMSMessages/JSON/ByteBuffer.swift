/// Bytes that only grow at their end: what `[UInt8]` is, with the room behind the last byte open to be written to.
@safe struct ByteBuffer {
    private var room: Room
    private(set) var count = 0

    init(capacity: Int) { room = Room(capacity: max(64, capacity)) }

    var bytes: [UInt8] { unsafe withBytes { unsafe Array($0) } }

    /// Forgets the bytes and keeps the memory.
    mutating func removeAll() { count = 0 }

    func withBytes<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        defer { extendLifetime(room) }
        return try unsafe body(UnsafeRawBufferPointer(start: room.start, count: count))
    }

    /// Lets `body` write behind the last byte.
    /// - Parameters:
    ///   - most: how many bytes `body` may touch.
    ///   - body: gets the place, and returns how many bytes it wrote there that count.
    @inline(__always)
    mutating func append(upTo most: Int, _ body: (UnsafeMutablePointer<UInt8>) -> Int) {
        if room.capacity - count < most || !isKnownUniquelyReferenced(&room) { makeRoom(for: most) }
        count += unsafe body(room.start + count)
    }

    @inline(__always)
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

    /// Moves to more room, and away from a copy of this buffer.
    @inline(never)
    private mutating func makeRoom(for more: Int) {
        let next = Room(capacity: max(room.capacity * 2, count + more))
        unsafe next.start.update(from: room.start, count: count)
        room = next
    }

    /// Memory that copies of a buffer share until one of them is written to.
    @safe private final class Room: @unchecked Sendable {
        // Safety: written to only by the one buffer that holds it alone.
        let start: UnsafeMutablePointer<UInt8>
        let capacity: Int

        init(capacity: Int) {
            unsafe start = .allocate(capacity: capacity)
            self.capacity = capacity
        }

        deinit { unsafe start.deallocate() }
    }
}
