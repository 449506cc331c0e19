internal import Synchronization

/// The answer to one call of `append`, which may be spread over several lanes and transactions.
public final class AppendTicket: Sendable {
    private struct State {
        var results: [AppendResult]
        var remaining: Int
        var failure: AppendError?
        var waiter: CheckedContinuation<Void, Never>?
    }

    private let state: Mutex<State>

    init(count: Int) {
        let empty = AppendResult(shard: 0, position: 0, isDuplicate: false)
        state = Mutex(State(results: Array(repeating: empty, count: count), remaining: count))
    }

    /// The answer for every message in the order given; waits until the last of them is known.
    public func results() async throws(AppendError) -> [AppendResult] {
        await withCheckedContinuation { continuation in
            let isDone = state.withLock { state in
                precondition(state.waiter == nil, "a ticket has one waiter")
                if state.remaining > 0 { state.waiter = continuation }
                return state.remaining == 0
            }
            if isDone { continuation.resume() }
        }
        let (results, failure) = state.withLock { ($0.results, $0.failure) }
        if let failure { throw failure }
        return results
    }

    func complete(_ ordinal: Int, _ result: Result<AppendResult, AppendError>) {
        let waiter = state.withLock { state -> CheckedContinuation<Void, Never>? in
            switch result {
            case .success(let result): state.results[ordinal] = result
            case .failure(let failure): state.failure = state.failure ?? failure
            }
            state.remaining -= 1
            guard state.remaining == 0 else { return nil }
            defer { state.waiter = nil }
            return state.waiter
        }
        waiter?.resume()
    }
}
