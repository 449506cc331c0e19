import EventLog
import HeraldTesting
import Testing

@Suite("A message on its way into the log")
struct NewMessageTests {
    @Test("goes to the shard of its order, with or without a sales channel")
    func shard() throws {
        let created = try message(
            #"{"method":"magento.sales.order_management.created","params":{"order":{"id":"NQ-20731","store":"X"}}}"#)
        let cancelled = try message(line(1, order: "NQ-20731"))
        #expect(created.shard == 49)
        #expect(cancelled.shard == 49)
        #expect(created.salesChannel == "X")
    }

    @Test("goes to a shard by its digest when it names no order")
    func withoutOrder() throws {
        let shards = try (0..<40).map {
            try message(#"{"id":\#($0),"method":"magento.catalog.changed","params":{}}"#).shard
        }
        #expect(Set(shards).count > 10)
    }

    @Test("keeps order ids that no column or index could hold, distinguishable", .database)
    func awkwardOrderIDs() async throws {
        let long = String(repeating: "é", count: 100_000)
        let ids = [#"a\u0000b"#, #"a\u0000c"#, long, long + "x", #"\ud800"#]
        let batch = try ids.enumerated().map { try message(line($0, order: $1)) }
        let results = try await withAppender { try await $0.append(batch) }
        #expect(results.allSatisfy { !$0.isDuplicate })
        let log = MessageLog(pool: TestDatabase.current.pool)
        for (id, result) in zip(["a\0b", "a\0c", long, long + "x"], results) {
            let found = try await log.messages(ofOrder: id, shard: result.shard)
            #expect(found.map(\.position) == [result.position])
        }
    }
}
