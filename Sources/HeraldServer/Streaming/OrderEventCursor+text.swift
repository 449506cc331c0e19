internal import FoundationEssentials
internal import Projection

/// A cursor as the id of an event: the lowest position, then how far each shard is ahead of it, in bytes of seven bits, as
/// base64url. With 64 shards that are equally busy it takes some 100 characters.
extension OrderEventCursor {
    /// The version of the format.
    private static let version: UInt64 = 1

    var text: String {
        let lowest = positions.min() ?? 0
        var bytes: [UInt8] = []
        Self.append(Self.version, to: &bytes)
        Self.append(UInt64(lowest), to: &bytes)
        for position in positions { Self.append(UInt64(position - lowest), to: &bytes) }
        return Data(bytes).base64EncodedString()
            .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    /// Reads an id that this or another node gave; nil for anything else.
    init?(_ text: String, shards: Int) {
        let base64 = text.replacing("-", with: "+").replacing("_", with: "/")
        let padding = String(repeating: "=", count: (4 - base64.utf8.count % 4) % 4)
        guard text.utf8.count <= 28 << 10, let data = Data(base64Encoded: base64 + padding) else { return nil }
        var bytes = Array(data)[...]
        guard Self.take(&bytes) == Self.version, let lowest = Self.take(&bytes), lowest < 1 << 62 else { return nil }
        var positions: [Int64] = []
        while !bytes.isEmpty {
            guard positions.count < shards, let ahead = Self.take(&bytes), ahead < 1 << 62 else { return nil }
            positions.append(Int64(lowest) + Int64(ahead))
        }
        guard positions.count == shards else { return nil }
        self.init(positions: positions)
    }

    /// Seven bits a byte, the lowest first; the eighth says that more follow (LEB128).
    private static func append(_ number: UInt64, to bytes: inout [UInt8]) {
        var rest = number
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    private static func take(_ bytes: inout ArraySlice<UInt8>) -> UInt64? {
        var number: UInt64 = 0
        for shift in stride(from: 0 as UInt64, to: 63, by: 7) {
            guard let byte = bytes.popFirst() else { return nil }
            number |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return number }
        }
        return nil
    }
}
