internal import CZlib

/// Decompresses gzip piece by piece, also of several members one after the other.
@safe final class Gunzip {
    enum Piece {
        case bytes([UInt8])
        case needsInput
        case damaged
    }

    private let stream: UnsafeMutablePointer<z_stream>
    private var input: [UInt8] = []
    private var offset = 0
    private var isDamaged = false
    /// Whether the last member is complete.
    private(set) var isAtEnd = false

    static func recognises(_ start: [UInt8]) -> Bool { start.starts(with: [0x1F, 0x8B]) }

    init() {
        unsafe stream = .allocate(capacity: 1)
        unsafe stream.initialize(to: z_stream())
        // 16: a gzip header and trailer are expected.
        let status = unsafe inflateInit2_(stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        precondition(status == Z_OK, "zlib cannot be initialized")
    }

    deinit {
        unsafe inflateEnd(stream)
        unsafe stream.deallocate()
    }

    /// Takes compressed bytes, after ``next(limit:)`` has asked for them.
    func feed(_ bytes: [UInt8]) {
        input = bytes
        offset = 0
    }

    /// The next decompressed bytes, `limit` at most: a small input may grow a thousandfold.
    func next(limit: Int = 1 << 20) -> Piece {
        var consumed = 0
        let piece = unsafe [UInt8](unsafeUninitializedCapacity: limit) { output, count in
            unsafe input.withUnsafeBufferPointer { bytes in
                let start = unsafe bytes.baseAddress.map { unsafe $0 + offset }
                unsafe stream.pointee.next_in = UnsafeMutablePointer(mutating: start)
                unsafe stream.pointee.avail_in = UInt32(bytes.count - offset)
                unsafe stream.pointee.next_out = output.baseAddress
                unsafe stream.pointee.avail_out = UInt32(limit)
                while !isDamaged, unsafe stream.pointee.avail_out > 0, step() {}
                consumed = unsafe bytes.count - offset - Int(stream.pointee.avail_in)
                count = unsafe limit - Int(stream.pointee.avail_out)
            }
        }
        offset += consumed
        if !piece.isEmpty { return .bytes(piece) }
        return isDamaged ? .damaged : .needsInput
    }

    /// Decompresses as much as it can; `false` if it needs more input.
    private func step() -> Bool {
        if isAtEnd {
            guard unsafe stream.pointee.avail_in > 0 else { return false }
            unsafe inflateReset(stream)
            isAtEnd = false
        }
        switch unsafe inflate(stream, Z_NO_FLUSH) {
        case Z_OK: return true
        case Z_STREAM_END: isAtEnd = true
        case Z_BUF_ERROR: return false
        default: isDamaged = true
        }
        return true
    }
}
