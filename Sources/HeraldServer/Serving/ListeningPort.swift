internal import Synchronization

/// The port that a server listens on, once it does.
final class ListeningPort: Sendable {
    private struct State {
        var port: Int?
        var isKnown = false
        var waiters: [CheckedContinuation<Int?, Never>] = []
    }

    private let state = Mutex(State())

    var port: Int? { state.withLock { $0.port } }

    /// - Parameter port: nil when it listens no more.
    func set(_ port: Int?) {
        let waiters = state.withLock { state in
            state.port = port
            state.isKnown = true
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters { waiter.resume(returning: port) }
    }

    func wait() async -> Int? {
        await withCheckedContinuation { continuation in
            let known = state.withLock { state -> Int?? in
                if state.isKnown { return .some(state.port) }
                state.waiters.append(continuation)
                return nil
            }
            if let known { continuation.resume(returning: known) }
        }
    }
}
