import Testing

@testable import EventLog

@Suite("The queue of messages to be written")
struct AppendQueueTests {
    /// Takes a batch and finishes it.
    private func finished(_ queue: inout AppendQueue) -> [AppendQueue.Entry] {
        guard let batch = queue.take() else { return [] }
        queue.finish(batch)
        return batch.entries
    }

    private func take(_ queue: inout AppendQueue) -> Int { finished(&queue).count }

    private func ticket(_ count: Int) -> AppendTicket { AppendTicket(count: count, sequence: nil) }

    @Test("refuses what exceeds its limits, all or none, and does not grow")
    func overload() throws {
        var queue = AppendQueue(limits: AppendLimits(lanes: 1, maximumQueued: 10))
        #expect(try queue.offer(messages(0..<8), ticket(8)) == .accepted)
        for _ in 0..<1000 { #expect(try queue.offer(messages(0..<3), ticket(3)) == .overloaded) }
        #expect(queue.count == 8)
        #expect(take(&queue) == 8)
        #expect(queue.count == 0)
        #expect(queue.bytes == 0)
    }

    @Test("counts bytes too")
    func bytes() throws {
        var queue = AppendQueue(limits: AppendLimits(lanes: 1, maximumQueuedBytes: 1000))
        let large = try message(line(1, note: String(repeating: "x", count: 700)))
        #expect(queue.offer([large], ticket(1)) == .accepted)
        #expect(queue.offer([large], ticket(1)) == .overloaded)
    }

    @Test("takes a call that alone exceeds the limits when nothing else waits")
    func largeCall() throws {
        var queue = AppendQueue(limits: AppendLimits(lanes: 1, maximumQueued: 2))
        #expect(try queue.offer(messages(0..<5), ticket(5)) == .accepted)
    }

    @Test("hands out batches within the limits, first come first served")
    func batches() throws {
        var queue = AppendQueue(limits: AppendLimits(lanes: 1, maximumBatch: 3))
        _ = queue.offer(try messages(0..<7), ticket(7))
        #expect(
            [finished(&queue), finished(&queue), finished(&queue)].map { $0.map(\.ordinal) } == [
                [0, 1, 2], [3, 4, 5], [6],
            ])
        #expect(finished(&queue).isEmpty)
    }

    @Test("lets a message larger than a batch go alone")
    func largeMessage() throws {
        var queue = AppendQueue(limits: AppendLimits(lanes: 1, maximumBatchBytes: 10))
        _ = queue.offer(try messages(0..<2), ticket(2))
        #expect(take(&queue) == 1)
        #expect(take(&queue) == 1)
    }

    @Test("gives a backlog to several writers, none of them the shards of another")
    func backlog() throws {
        var queue = AppendQueue(limits: AppendLimits(lanes: 2))
        _ = queue.offer(try messages(0..<200), ticket(200))
        let (one, other) = (queue.take(), queue.take())
        let (first, second) = (try #require(one), try #require(other))
        #expect(first.entries.allSatisfy { $0.message.shard % 2 == 0 })
        #expect(second.entries.allSatisfy { $0.message.shard % 2 == 1 })
        #expect(first.entries.count + second.entries.count == 200)
        #expect(queue.count == 0)
        // What comes meanwhile waits for whoever writes its shard.
        _ = queue.offer(try messages(200..<300), ticket(100))
        #expect(!queue.hasWork)
        #expect(finished(&queue).isEmpty)
        queue.finish(second)
        #expect(queue.hasWork)
        #expect(Set(finished(&queue).map { $0.message.shard % 2 }) == [1])
        #expect(!queue.hasWork)
    }

    @Test("gives little to one writer, whatever its shards")
    func little() throws {
        var queue = AppendQueue(limits: AppendLimits(lanes: 3))
        _ = queue.offer(try messages(0..<100), ticket(100))
        let taken = queue.take()
        let batch = try #require(taken)
        #expect(batch.entries.count == 100)
        #expect(Set(batch.entries.map { $0.message.shard % 3 }) == [0, 1, 2])
        _ = queue.offer(try messages(100..<110), ticket(10))
        #expect(finished(&queue).isEmpty)
        queue.finish(batch)
        #expect(take(&queue) == 10)
    }

    @Test("takes nothing once it is stopped")
    func stopped() throws {
        var queue = AppendQueue(limits: .default)
        queue.stop()
        #expect(try queue.offer(messages(0..<1), ticket(1)) == .stopped)
    }
}
