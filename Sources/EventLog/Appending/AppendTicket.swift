internal import Synchronization

/// The answer to one call of `enqueue`, which may be spread over several lanes and transactions.
public final class AppendTicket: Sendable {
    /// What became of one message.
    public typealias Outcome = Result<AppendResult, AppendError>

    private struct State {
        var outcomes: [Outcome]
        var remaining: Int
        var waiter: CheckedContinuation<Void, Never>?
    }

    let sequence: AppendSequence?
    private let state: Mutex<State>

    init(count: Int, sequence: AppendSequence?) {
        self.sequence = sequence
        state = Mutex(State(outcomes: Array(repeating: .failure(.stopped), count: count), remaining: count))
    }

    /// What became of every message, in the order given; waits until the last of them is known.
    public func outcomes() async -> [Outcome] {
        await withCheckedContinuation { continuation in
            let isDone = state.withLock { state in
                precondition(state.waiter == nil, "a ticket has one waiter")
                if state.remaining > 0 { state.waiter = continuation }
                return state.remaining == 0
            }
            if isDone { continuation.resume() }
        }
        return state.withLock { $0.outcomes }
    }

    /// The answer for every message, in the order given; throws if any of them failed.
    public func results() async throws(AppendError) -> [AppendResult] {
        var results: [AppendResult] = []
        for outcome in await outcomes() { results.append(try outcome.get()) }
        return results
    }

    func complete(_ ordinal: Int, _ outcome: Outcome) {
        let waiter = state.withLock { state -> CheckedContinuation<Void, Never>? in
            state.outcomes[ordinal] = outcome
            state.remaining -= 1
            guard state.remaining == 0 else { return nil }
            defer { state.waiter = nil }
            return state.waiter
        }
        waiter?.resume()
    }
}
