import Synchronization

/// Hands shards that have work to workers: each shard to one worker at a time, the longest waiting first.
///
/// While pages take in all there is, one worker takes all shards: a page costs as much as many messages, and two that each take
/// half of what waits do no more and are in each other's way. While pages leave something, whoever asks gets a fair part, so
/// that the other workers have something to do too.
///
/// A shard that is signalled while it is worked on is handed out once more afterwards. Bounded by the number of shards.
final class ShardQueue: Sendable {
    private struct State {
        var ready: [Int16] = []
        var isReady: Set<Int16> = []
        var isBusy: Set<Int16> = []
        var isSignalledAgain: Set<Int16> = []
        var epochs: [Int16: Int64] = [:]
        var waiters: [CheckedContinuation<[Lease], Never>] = []
        var isClosed = false
        /// Workers that have shards.
        var working = 0
        /// Shards of which the newest page has left something.
        var behind: Set<Int16> = []
    }

    /// A shard in the hands of a worker.
    struct Lease: Hashable, Sendable {
        var shard: Int16
        var epoch: Int64
    }

    private let state = Mutex(State())
    private let workers: Int

    /// - Parameter workers: how many ask.
    init(workers: Int) { self.workers = max(1, workers) }

    /// Replaces the shards that this node holds; others are not handed out any more.
    func setOwned(_ epochs: [Int16: Int64]) {
        state.withLock { state in
            state.epochs = epochs
            state.ready.removeAll { epochs[$0] == nil }
            state.isReady = Set(state.ready)
            state.behind.formIntersection(epochs.keys)
        }
    }

    /// The shards that this node holds.
    var owned: [Int16] { state.withLock { $0.epochs.keys.sorted() } }

    /// How many workers wait for shards.
    var waiting: Int { state.withLock { $0.waiters.count } }

    /// Notes that shards have messages to project.
    /// - Parameter helps: whether a worker that is free takes them even if another is at work, who may be held up.
    func signal(_ shards: some Sequence<Int16>, helps: Bool = false) {
        let handed = state.withLock { state -> [(CheckedContinuation<[Lease], Never>, [Lease])] in
            for shard in shards where state.epochs[shard] != nil {
                if state.isBusy.contains(shard) {
                    state.isSignalledAgain.insert(shard)
                } else if state.isReady.insert(shard).inserted {
                    state.ready.append(shard)
                }
            }
            return handOut(&state, helps: helps)
        }
        for (waiter, leases) in handed { waiter.resume(returning: leases) }
    }

    /// Waits for shards with work; none when the queue is closed.
    func next() async -> [Lease] {
        await withCheckedContinuation { continuation in
            let handed = state.withLock { state -> [(CheckedContinuation<[Lease], Never>, [Lease])]? in
                guard !state.isClosed else { return nil }
                state.waiters.append(continuation)
                return handOut(&state)
            }
            guard let handed else { return continuation.resume(returning: []) }
            for (waiter, leases) in handed { waiter.resume(returning: leases) }
        }
    }

    /// Gives shards back.
    /// - Parameters:
    ///   - leases: as they were handed out.
    ///   - looked: those that were looked at, and whether they have more: these go to the end of the queue, the others, for
    ///     which there was no room, to its front.
    func finish(_ leases: [Lease], looked: [Int16: Bool]) {
        let handed = state.withLock { state -> [(CheckedContinuation<[Lease], Never>, [Lease])] in
            state.working -= 1
            var front: [Int16] = []
            for shard in leases.map(\.shard) {
                state.isBusy.remove(shard)
                state.behind.remove(shard)
                let isSignalled = state.isSignalledAgain.remove(shard) != nil
                guard state.epochs[shard] != nil else { continue }
                if looked[shard] != false { state.behind.insert(shard) }
                switch looked[shard] {
                case nil: front.append(shard)
                case true?: state.ready.append(shard)
                case false?:
                    guard isSignalled else { continue }
                    state.ready.append(shard)
                }
                state.isReady.insert(shard)
            }
            state.ready.insert(contentsOf: front, at: 0)
            return handOut(&state)
        }
        for (waiter, leases) in handed { waiter.resume(returning: leases) }
    }

    /// Hands out nothing more and wakes everybody who waits.
    func close() {
        let waiters = state.withLock { state in
            state.isClosed = true
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters { waiter.resume(returning: []) }
    }

    private func handOut(
        _ state: inout State, helps: Bool = false
    ) -> [(CheckedContinuation<[Lease], Never>, [Lease])] {
        var handed: [(CheckedContinuation<[Lease], Never>, [Lease])] = []
        let isBehind = !state.behind.isEmpty
        while !state.waiters.isEmpty, !state.ready.isEmpty, state.working == 0 || isBehind || helps {
            let part = isBehind ? (state.ready.count + workers - 1) / workers : state.ready.count
            var leases: [Lease] = []
            for shard in state.ready.prefix(part) {
                state.isReady.remove(shard)
                guard let epoch = state.epochs[shard] else { continue }
                state.isBusy.insert(shard)
                leases.append(Lease(shard: shard, epoch: epoch))
            }
            state.ready.removeFirst(part)
            if !leases.isEmpty {
                state.working += 1
                handed.append((state.waiters.removeFirst(), leases))
            }
        }
        return handed
    }
}
