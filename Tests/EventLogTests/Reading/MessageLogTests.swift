import EventLog
import HeraldTesting
import Synchronization
import Testing

@Suite("Reading the log", .database)
struct MessageLogTests {
    private let log = MessageLog(pool: TestDatabase.current.pool)
    private let shard = ShardHash.shard(ofOrder: "NQ-1", among: shards)

    private func fill() async throws -> [StoredMessage] {
        _ = try await withAppender { try await $0.append(try messages(0..<1000)) }
        return try await wholeLog().filter { $0.shard == shard }
    }

    @Test("page by page gives everything, in order")
    func pages() async throws {
        let all = try await fill()
        var paged: [StoredMessage] = []
        while true {
            let page = try await log.page(shard: shard, after: paged.last?.position ?? 0, limit: 7)
            if page.isEmpty { break }
            paged += page
        }
        #expect(paged == all)
        #expect(all.count >= 20)
    }

    @Test("of an order gives its messages up to a position")
    func order() async throws {
        let all = try await fill().filter { $0.orderID == "NQ-1" }
        #expect(all.map(\.messageID) == (0..<20).map { "id-\($0 * 50 + 1)" })
        #expect(try await log.messages(ofOrder: "NQ-1", shard: shard) == all)
        let last = all[5].position
        #expect(try await log.messages(ofOrder: "NQ-1", shard: shard, upTo: last) == Array(all[...5]))
        #expect(try await log.messages(ofOrder: "NQ-1", shard: shard, after: last, limit: 3) == Array(all[6..<9]))
        #expect(try await log.messages(ofOrder: "none", shard: shard) == [])
    }

    @Test("by COPY gives the same, any range of it")
    func copy() async throws {
        let all = try await fill()
        for range in [1...Int64.max, 1...5, 4...4, 10...1000, 5000...6000] {
            let copied = Mutex<[StoredMessage]>([])
            let count = try await log.copyOut(shard: shard, from: range.lowerBound, through: range.upperBound) {
                message in
                let stored = message.stored()
                copied.withLock { $0.append(stored) }
            }
            #expect(copied.withLock { $0 } == all.filter { range.contains($0.position) })
            #expect(count == copied.withLock { $0.count })
        }
    }

    @Test("stops when the reader has had enough, and the connection lives on")
    func enough() async throws {
        struct Enough: Error {}
        let all = try await fill()
        await #expect(throws: Enough.self) {
            try await log.copyOut(shard: shard) { if $0.position == 3 { throw Enough() } }
        }
        #expect(try await log.message(shard: shard, position: 3) == all[2])
        #expect(try await log.message(shard: shard, position: 0) == nil)
    }
}
