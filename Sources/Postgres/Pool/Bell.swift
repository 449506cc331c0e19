internal import Dispatch
internal import Synchronization

/// Wakes the one task that waits for a time or for a ring, whatever comes first. A ring while nobody waits is kept.
final class Bell: Sendable {
    fileprivate struct State {
        var isRung = false
        var round = 0
        var sleeper: CheckedContinuation<Void, Never>?
    }

    private let state = Mutex(State())
    private let queue = DispatchQueue(label: "postgres.bell")

    func ring() {
        let sleeper = state.withLock { state in
            state.isRung = state.sleeper == nil
            return state.takeSleeper()
        }
        sleeper?.resume()
    }

    /// Returns after `duration`, at a ring, or when the task is cancelled.
    func wait(for duration: Duration) async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let round = state.withLock { state -> Int? in
                    guard !state.isRung, !Task.isCancelled else {
                        state.isRung = false
                        return nil
                    }
                    state.round += 1
                    state.sleeper = continuation
                    return state.round
                }
                guard let round else { return continuation.resume() }
                queue.asyncAfter(deadline: .now() + duration.dispatchInterval) { self.timeOut(round) }
            }
        } onCancel: {
            ring()
        }
    }

    private func timeOut(_ round: Int) {
        let sleeper = state.withLock { $0.round == round ? $0.takeSleeper() : nil }
        sleeper?.resume()
    }
}

extension Bell.State {
    mutating func takeSleeper() -> CheckedContinuation<Void, Never>? {
        defer { sleeper = nil }
        return sleeper
    }
}

extension Duration {
    var dispatchInterval: DispatchTimeInterval {
        let (seconds, attoseconds) = components
        let nanoseconds = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        guard !nanoseconds.overflow else { return .never }
        return .nanoseconds(Int(clamping: nanoseconds.partialValue &+ attoseconds / 1_000_000_000))
    }
}
