internal import Crypto

/// What makes two messages the same: the first 16 bytes of SHA-256 over JSON-RPC id, method and params.
///
/// Each part is preceded by its length, 8 bytes big-endian, all ones for an absent id. The id counts as JSON text, so
/// that `1` and `"1"` differ; params count byte by byte. A repeat by the bus has the same digest; an equal id with
/// other params is another message.
public struct MessageDigest: Hashable, Sendable {
    /// Bytes 0 to 7 and 8 to 15, most significant first.
    public let high: UInt64
    public let low: UInt64

    public init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// Takes exactly 16 bytes.
    public init?(bytes: some Collection<UInt8>) {
        guard bytes.count == 16 else { return nil }
        high = bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
        low = bytes.dropFirst(8).reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// The digest of a message.
    public init(rpcID: String?, method: String, params: RawSpan) {
        var hash = SHA256()
        if let rpcID { hash.updateWithLength(rpcID) } else { hash.update(UInt64.max) }
        hash.updateWithLength(method)
        hash.update(UInt64(params.byteCount))
        unsafe params.withUnsafeBytes { unsafe hash.update(bufferPointer: $0) }
        self.init(hash.finalize())
    }

    /// The digest of bytes that are no message.
    public init(of bytes: RawSpan) {
        var hash = SHA256()
        unsafe bytes.withUnsafeBytes { unsafe hash.update(bufferPointer: $0) }
        self.init(hash.finalize())
    }

    private init(_ digest: SHA256.Digest) {
        self = unsafe digest.withUnsafeBytes { bytes in
            unsafe MessageDigest(
                high: UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self)),
                low: UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)))
        }
    }

    /// The 16 bytes.
    public var bytes: [UInt8] {
        [high, low].flatMap { half in (0..<8).map { UInt8(truncatingIfNeeded: half >> (56 - 8 * $0)) } }
    }
}

extension SHA256 {
    fileprivate mutating func update(_ number: UInt64) {
        unsafe withUnsafeBytes(of: number.bigEndian) { unsafe update(bufferPointer: $0) }
    }

    fileprivate mutating func updateWithLength(_ text: String) {
        var text = text
        text.withUTF8 { utf8 in
            update(UInt64(utf8.count))
            unsafe update(bufferPointer: UnsafeRawBufferPointer(utf8))
        }
    }
}
