import Synchronization
import Testing

@testable import Projection

@Suite("The queue of shards", .timeLimit(.minutes(1)))
struct ShardQueueTests {
    private func queue(workers: Int, owned: ClosedRange<Int16>) -> ShardQueue {
        let queue = ShardQueue(workers: workers)
        queue.setOwned(Dictionary(uniqueKeysWithValues: owned.map { ($0, Int64($0) + 100) }))
        return queue
    }

    @Test("gives all that waits to one worker, with the epochs of its leases, and what comes meanwhile when it is done")
    func together() async {
        let queue = queue(workers: 2, owned: 1...7)
        queue.signal(Int16(1)...4)
        let first = await queue.next()
        #expect(first.map(\.shard) == [1, 2, 3, 4])
        #expect(first.map(\.epoch) == [101, 102, 103, 104])
        async let other = queue.next()
        queue.signal(Int16(2)...6)
        queue.finish(first, looked: [1: false, 2: false, 3: false, 4: false])
        #expect(await other.map(\.shard) == [5, 6, 2, 3, 4], "none before: some of these are from while it worked")
    }

    @Test("lets a free worker help when it is told to, though another is at work")
    func helping() async throws {
        let queue = queue(workers: 2, owned: 1...4)
        queue.signal([1, 2])
        #expect(await queue.next().map(\.shard) == [1, 2])
        queue.signal([1, 3, 4])
        let helped = Mutex<[Int16]>([])
        let other = Task {
            let leases = await queue.next()
            helped.withLock { $0 = leases.map(\.shard) }
        }
        try await Task.sleep(for: .milliseconds(20))
        #expect(helped.withLock { $0 }.isEmpty)
        // It may not have asked yet.
        while helped.withLock(\.isEmpty) {
            queue.signal([4], helps: true)
            try await Task.sleep(for: .milliseconds(1))
        }
        #expect(helped.withLock { $0 } == [3, 4], "not the one that is worked on")
        await other.value
    }

    @Test("gives whoever asks a fair part of what waits, once a page has left something", arguments: [true, false])
    func fairParts(isRest: Bool) async {
        let queue = queue(workers: 2, owned: 1...7)
        queue.signal([7])
        let page = await queue.next()
        queue.signal(Int16(1)...6)
        // More of the same shard, or one for which there was no room at all.
        queue.finish(page, looked: isRest ? [7: true] : [:])
        let first = await queue.next()
        let second = await queue.next()
        #expect(first.map(\.shard) == (isRest ? [1, 2, 3, 4] : [7, 1, 2, 3]))
        #expect(second.map(\.shard) == (isRest ? [5, 6] : [4, 5]))
        // They have left nothing: the next takes all again.
        queue.signal(Int16(1)...4)
        queue.finish(first, looked: Dictionary(uniqueKeysWithValues: first.map { ($0.shard, false) }))
        queue.finish(second, looked: Dictionary(uniqueKeysWithValues: second.map { ($0.shard, false) }))
        #expect(await queue.next().map(\.shard) == [isRest ? 7 : 6, 1, 2, 3, 4])
    }

    @Test("takes shards back: those without room first, those with more last, others if they were signalled meanwhile")
    func givenBack() async {
        let queue = queue(workers: 1, owned: 1...6)
        queue.signal(Int16(1)...5)
        let leases = await queue.next()
        #expect(leases.map(\.shard) == [1, 2, 3, 4, 5])
        queue.signal([2, 6])
        queue.finish(leases, looked: [1: true, 2: false, 3: false])
        #expect(await queue.next().map(\.shard) == [4, 5, 6, 1, 2])
    }

    @Test("hands out no shard that is not held any more")
    func lost() async {
        let queue = queue(workers: 1, owned: 1...3)
        queue.signal(Int16(1)...3)
        let leases = await queue.next()
        queue.setOwned([2: 7])
        queue.finish(leases, looked: [:])
        #expect(await queue.next() == [ShardQueue.Lease(shard: 2, epoch: 7)])
    }

    @Test("wakes who waits, and everybody at the end")
    func waking() async {
        let queue = queue(workers: 1, owned: 1...3)
        async let waiting = queue.next()
        queue.signal([3])
        #expect(await waiting.map(\.shard) == [3])
        async let atTheEnd = queue.next()
        queue.close()
        #expect(await atTheEnd.isEmpty)
        #expect(await queue.next().isEmpty)
    }
}
