/// A hash that is the same on every machine and in every run, for identities that the OMS did not give.
///
/// FNV-1a, 64 bits, over length-prefixed parts, as 16 lower-case hexadecimal digits.
public enum StableHash {
    /// Hashes a list of texts; the list's structure counts, so `["a", "b"]` and `["ab"]` differ.
    public static func text(_ parts: [String]) -> String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        func add(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        for part in parts {
            var length = part.utf8.count
            repeat {
                add(UInt8(truncatingIfNeeded: length))
                length >>= 8
            } while length > 0
            add(0)
            part.utf8.forEach(add)
        }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
