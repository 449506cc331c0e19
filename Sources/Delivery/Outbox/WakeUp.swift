import Dispatch
import Synchronization

/// Wakes the one task that waits for a time or a signal, whatever comes first. A signal while nobody waits is kept.
final class WakeUp: Sendable {
    private struct State {
        var isSignalled = false
        var round = 0
        var sleeper: CheckedContinuation<Void, Never>?
    }

    private let state = Mutex(State())

    func signal() {
        let sleeper = state.withLock { state -> CheckedContinuation<Void, Never>? in
            state.isSignalled = state.sleeper == nil
            defer { state.sleeper = nil }
            return state.sleeper
        }
        sleeper?.resume()
    }

    /// Returns after `duration`, at a signal, or when the task is cancelled.
    func wait(for duration: Duration) async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let round = state.withLock { state -> Int? in
                    guard !state.isSignalled, !Task.isCancelled else {
                        state.isSignalled = false
                        return nil
                    }
                    state.round += 1
                    state.sleeper = continuation
                    return state.round
                }
                guard let round else { return continuation.resume() }
                let delay = DispatchTimeInterval.milliseconds(Int(clamping: Int64(duration.inSeconds * 1_000)))
                DispatchQueue.global().asyncAfter(deadline: .now() + delay) { self.timeOut(round) }
            }
        } onCancel: {
            signal()
        }
    }

    private func timeOut(_ round: Int) {
        let sleeper = state.withLock { state -> CheckedContinuation<Void, Never>? in
            guard state.round == round else { return nil }
            defer { state.sleeper = nil }
            return state.sleeper
        }
        sleeper?.resume()
    }
}
