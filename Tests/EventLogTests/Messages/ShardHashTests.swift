import EventLog
import Testing

@Suite("The hash that places orders on shards")
struct ShardHashTests {
    @Test(
        "gives the same values everywhere",
        arguments: [
            ("", 0xefd0_1f60_ba99_2926), ("1", 0x7c38_32dd_e020_d3d6), ("NQ-20731", 0x590a_b6f1_5851_d871),
            ("Größe-7", 0x5558_90ce_4b8b_0e91), ("O:1-2", 0xebe5_2d37_f904_d830),
        ] as [(String, UInt64)])
    func vectors(text: String, hash: UInt64) { #expect(ShardHash.hash(text.utf8) == hash) }

    @Test("places orders as documented", arguments: [("", 38), ("1", 22), ("NQ-20731", 49), ("O:1-2", 48)])
    func places(orderID: String, shard: Int16) { #expect(ShardHash.shard(ofOrder: orderID, among: 64) == shard) }

    @Test("spreads consecutive order ids evenly")
    func spread() {
        var counts: [Int16: Int] = [:]
        for number in 0..<64_000 { counts[ShardHash.shard(ofOrder: "NQ-\(number)", among: 64), default: 0] += 1 }
        #expect(counts.count == 64)
        #expect(counts.values.allSatisfy { (850...1150).contains($0) })
    }
}
