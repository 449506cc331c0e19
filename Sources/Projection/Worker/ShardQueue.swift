import Synchronization

/// Hands shards that have work to workers: each shard to one worker at a time, the longest waiting first.
///
/// A shard that is signalled while it is worked on is handed out once more afterwards. Bounded by the number of shards.
final class ShardQueue: Sendable {
    private struct State {
        var ready: [Int16] = []
        var isReady: Set<Int16> = []
        var isBusy: Set<Int16> = []
        var isSignalledAgain: Set<Int16> = []
        var epochs: [Int16: Int64] = [:]
        var waiters: [CheckedContinuation<Lease?, Never>] = []
        var isClosed = false
    }

    /// A shard in the hands of a worker.
    struct Lease: Sendable {
        var shard: Int16
        var epoch: Int64
    }

    private let state = Mutex(State())

    /// Replaces the shards that this node holds; others are not handed out any more.
    func setOwned(_ epochs: [Int16: Int64]) {
        state.withLock { state in
            state.epochs = epochs
            state.ready.removeAll { epochs[$0] == nil }
            state.isReady = Set(state.ready)
        }
    }

    /// The shards that this node holds.
    var owned: [Int16] { state.withLock { $0.epochs.keys.sorted() } }

    /// Notes that a shard has messages to project.
    func signal(_ shards: some Sequence<Int16>) {
        let handed = state.withLock { state -> [(CheckedContinuation<Lease?, Never>, Lease)] in
            for shard in shards where state.epochs[shard] != nil {
                if state.isBusy.contains(shard) {
                    state.isSignalledAgain.insert(shard)
                } else if state.isReady.insert(shard).inserted {
                    state.ready.append(shard)
                }
            }
            return Self.handOut(&state)
        }
        for (waiter, lease) in handed { waiter.resume(returning: lease) }
    }

    /// Waits for a shard with work; nil when the queue is closed.
    func next() async -> Lease? {
        await withCheckedContinuation { continuation in
            let handed = state.withLock { state -> [(CheckedContinuation<Lease?, Never>, Lease)]? in
                guard !state.isClosed else { return nil }
                state.waiters.append(continuation)
                return Self.handOut(&state)
            }
            guard let handed else { return continuation.resume(returning: nil) }
            for (waiter, lease) in handed { waiter.resume(returning: lease) }
        }
    }

    /// Gives a shard back.
    /// - Parameter hasMore: whether it goes to the end of the queue at once.
    func finish(_ shard: Int16, hasMore: Bool) {
        let again = state.withLock { state in
            state.isBusy.remove(shard)
            return state.isSignalledAgain.remove(shard) != nil
        }
        if again || hasMore { signal([shard]) }
    }

    /// Hands out nothing more and wakes everybody who waits.
    func close() {
        let waiters = state.withLock { state in
            state.isClosed = true
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters { waiter.resume(returning: nil) }
    }

    private static func handOut(_ state: inout State) -> [(CheckedContinuation<Lease?, Never>, Lease)] {
        var handed: [(CheckedContinuation<Lease?, Never>, Lease)] = []
        while !state.waiters.isEmpty, !state.ready.isEmpty {
            let shard = state.ready.removeFirst()
            state.isReady.remove(shard)
            guard let epoch = state.epochs[shard] else { continue }
            state.isBusy.insert(shard)
            handed.append((state.waiters.removeFirst(), Lease(shard: shard, epoch: epoch)))
        }
        return handed
    }
}
