/// The hash that places orders on shards: the same on every machine, in every process and version.
///
/// FNV-1a, 64 bits, over the bytes, then the finaliser of MurmurHash3 (which makes the low bits depend on all). It is
/// part of the stored format: changing it would tear orders apart.
public enum ShardHash {
    /// The hash of some bytes.
    public static func hash(_ bytes: some Sequence<UInt8>) -> UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        hash = (hash ^ hash >> 33) &* 0xff51_afd7_ed55_8ccd
        hash = (hash ^ hash >> 33) &* 0xc4ce_b9fe_1a85_ec53
        return hash ^ hash >> 33
    }

    /// The shard of some bytes.
    ///
    /// - Parameter shards: how many there are, from 1 to 32767; pinned in the database.
    public static func shard(of bytes: some Sequence<UInt8>, among shards: Int) -> Int16 {
        precondition((1...Int(Int16.max)).contains(shards), "the number of shards is from 1 to 32767")
        return Int16(truncatingIfNeeded: hash(bytes) % UInt64(shards))
    }

    /// The shard that holds everything about an order, whatever its sales channel.
    public static func shard(ofOrder orderID: String, among shards: Int) -> Int16 {
        shard(of: IndexedText(orderID).text.utf8, among: shards)
    }
}
