import Testing

@testable import EventLog

@Suite("The queue of messages to be written")
struct AppendQueueTests {
    private func ticket(_ count: Int) -> AppendTicket { AppendTicket(count: count, sequence: nil) }

    @Test("refuses what exceeds its limits, all or none, and does not grow")
    func overload() throws {
        var queue = AppendQueue(limits: AppendLimits(lanes: 1, maximumQueued: 10))
        #expect(try queue.offer(messages(0..<8), ticket(8)) == .accepted(lanes: 0..<1))
        for _ in 0..<1000 { #expect(try queue.offer(messages(0..<3), ticket(3)) == .overloaded) }
        #expect(queue.count == 8)
        #expect(queue.take(lane: 0).count == 8)
        #expect(queue.count == 0)
        #expect(queue.bytes == 0)
    }

    @Test("counts bytes too")
    func bytes() throws {
        var queue = AppendQueue(limits: AppendLimits(lanes: 1, maximumQueuedBytes: 1000))
        let large = try message(line(1, note: String(repeating: "x", count: 700)))
        #expect(queue.offer([large], ticket(1)) == .accepted(lanes: 0..<1))
        #expect(queue.offer([large], ticket(1)) == .overloaded)
    }

    @Test("takes a call that alone exceeds the limits when nothing else waits")
    func largeCall() throws {
        var queue = AppendQueue(limits: AppendLimits(lanes: 1, maximumQueued: 2))
        #expect(try queue.offer(messages(0..<5), ticket(5)) == .accepted(lanes: 0..<1))
    }

    @Test("hands out batches within the limits, first come first served")
    func batches() throws {
        var queue = AppendQueue(limits: AppendLimits(lanes: 1, maximumBatch: 3))
        _ = queue.offer(try messages(0..<7), ticket(7))
        #expect(
            [queue.take(lane: 0), queue.take(lane: 0), queue.take(lane: 0)].map { $0.map(\.ordinal) } == [
                [0, 1, 2], [3, 4, 5], [6],
            ])
        #expect(queue.take(lane: 0).isEmpty)
    }

    @Test("lets a message larger than a batch go alone")
    func largeMessage() throws {
        var queue = AppendQueue(limits: AppendLimits(lanes: 1, maximumBatchBytes: 10))
        _ = queue.offer(try messages(0..<2), ticket(2))
        #expect(queue.take(lane: 0).count == 1)
        #expect(queue.take(lane: 0).count == 1)
    }

    @Test("keeps the shards of a lane apart from those of another")
    func lanes() throws {
        var queue = AppendQueue(limits: AppendLimits(lanes: 2))
        _ = queue.offer(try messages(0..<100), ticket(100))
        #expect(queue.take(lane: 0).allSatisfy { $0.message.shard % 2 == 0 })
        #expect(queue.take(lane: 1).allSatisfy { $0.message.shard % 2 == 1 })
        #expect(queue.count == 0)
    }

    @Test("takes nothing once it is stopped")
    func stopped() throws {
        var queue = AppendQueue(limits: .default)
        queue.stop()
        #expect(try queue.offer(messages(0..<1), ticket(1)) == .stopped)
    }
}
