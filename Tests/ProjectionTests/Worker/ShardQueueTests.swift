import Testing

@testable import Projection

@Suite("The queue of shards", .timeLimit(.minutes(1)))
struct ShardQueueTests {
    private func queue(workers: Int, owned: ClosedRange<Int16>) -> ShardQueue {
        let queue = ShardQueue(workers: workers)
        queue.setOwned(Dictionary(uniqueKeysWithValues: owned.map { ($0, Int64($0) + 100) }))
        return queue
    }

    /// Asks for shards, and returns when the queue has noted it.
    private func ask(_ queue: ShardQueue) async -> Task<[Int16], Never> {
        let before = queue.waiting
        let task = Task { await queue.next().map(\.shard) }
        while queue.waiting == before { await Task.yield() }
        return task
    }

    @Test("gives all that waits to one worker, with the epochs of its leases, and what comes meanwhile when it is done")
    func together() async {
        let queue = queue(workers: 2, owned: 1...7)
        queue.signal(Int16(1)...4)
        let first = await queue.next()
        #expect(first.map(\.shard) == [1, 2, 3, 4])
        #expect(first.map(\.epoch) == [101, 102, 103, 104])
        let other = await ask(queue)
        queue.signal(Int16(2)...6)
        #expect(queue.waiting == 1)
        queue.finish(first, looked: [1: false, 2: false, 3: false, 4: false])
        #expect(await other.value == [5, 6, 2, 3, 4])
    }

    @Test("lets a free worker help when it is told to, though another is at work")
    func helping() async {
        let queue = queue(workers: 2, owned: 1...4)
        queue.signal([1, 2])
        #expect(await queue.next().map(\.shard) == [1, 2])
        let other = await ask(queue)
        queue.signal([1, 3])
        #expect(queue.waiting == 1)
        queue.signal([4], helps: true)
        #expect(await other.value == [3, 4], "not the one that is worked on")
    }

    @Test("lets both work as long as one shard is behind, whoever has it")
    func behind() async {
        let queue = queue(workers: 2, owned: 1...4)
        queue.signal([1, 2])
        let page = await queue.next()
        queue.finish(page, looked: [1: true, 2: false])
        let first = await queue.next()
        #expect(first.map(\.shard) == [1])
        queue.signal([2])
        let second = await queue.next()
        queue.signal([3])
        queue.finish(second, looked: [2: false])
        #expect(await queue.next().map(\.shard) == [3], "although that page left nothing: shard 1 is still behind")
        let other = await ask(queue)
        queue.signal([4])
        #expect(await other.value == [4])
        // A shard that is lost is nobody's backlog here.
        queue.setOwned([2: 1, 3: 1, 4: 1])
        let third = await ask(queue)
        queue.signal([2])
        #expect(queue.waiting == 1)
        queue.finish(first, looked: [1: true])
        #expect(queue.waiting == 1)
        queue.signal([2], helps: true)
        #expect(await third.value == [2])
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
        // They have left nothing: the next takes all again, unless shard 7 is still to be looked at.
        queue.signal(Int16(1)...4)
        queue.finish(first, looked: Dictionary(uniqueKeysWithValues: first.map { ($0.shard, false) }))
        queue.finish(second, looked: Dictionary(uniqueKeysWithValues: second.map { ($0.shard, false) }))
        #expect(await queue.next().map(\.shard) == (isRest ? [7, 1, 2] : [6, 1, 2, 3, 4]))
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
