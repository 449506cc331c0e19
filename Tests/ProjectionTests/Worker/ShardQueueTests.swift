import Testing

@testable import Projection

@Suite("The queue of shards")
struct ShardQueueTests {
    private func queue(workers: Int, owned: ClosedRange<Int16>) -> ShardQueue {
        let queue = ShardQueue(workers: workers)
        queue.setOwned(Dictionary(uniqueKeysWithValues: owned.map { ($0, Int64($0) + 100) }))
        return queue
    }

    @Test("gives whoever asks a fair part of what waits, each shard to one worker, with the epoch of its lease")
    func fairParts() async {
        let queue = queue(workers: 2, owned: 1...7)
        queue.signal(Int16(1)...7)
        let first = await queue.next()
        let second = await queue.next()
        #expect(first.map(\.shard) == [1, 2, 3, 4])
        #expect(second.map(\.shard) == [5, 6])
        #expect(first.map(\.epoch) == [101, 102, 103, 104])
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
