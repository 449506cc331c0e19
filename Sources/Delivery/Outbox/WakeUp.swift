import Synchronization

/// Wakes tasks that wait for a time or a signal, whatever comes first. A signal wakes the one that waits longest, and is
/// kept for the next one while nobody waits.
final class WakeUp: Sendable {
    private struct Sleeper {
        let id: UInt64
        let continuation: CheckedContinuation<Void, Never>
        let timer: Task<Void, Never>

        func wake() {
            timer.cancel()
            continuation.resume()
        }
    }

    private struct State {
        var isSignalled = false
        var isEnded = false
        var nextID: UInt64 = 0
        var sleepers: [Sleeper] = []
    }

    private let state = Mutex(State())

    func signal() {
        let sleeper = state.withLock { state -> Sleeper? in
            state.isSignalled = state.sleepers.isEmpty
            return state.sleepers.isEmpty ? nil : state.sleepers.removeFirst()
        }
        sleeper?.wake()
    }

    /// Wakes everybody; nobody waits here any more.
    func end() {
        let sleepers = state.withLock { state in
            defer { state.sleepers.removeAll() }
            state.isEnded = true
            return state.sleepers
        }
        for sleeper in sleepers { sleeper.wake() }
    }

    /// Returns after `duration`, at a signal, or when the task is cancelled.
    func wait(for duration: Duration) async {
        let id = state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let mustWait = state.withLock { state in
                    guard !state.isSignalled, !state.isEnded, !Task.isCancelled else {
                        state.isSignalled = false
                        return false
                    }
                    let timer = Task {
                        try? await Task.sleep(for: duration)
                        if !Task.isCancelled { self.wake(id) }
                    }
                    state.sleepers.append(Sleeper(id: id, continuation: continuation, timer: timer))
                    return true
                }
                if !mustWait { continuation.resume() }
            }
        } onCancel: {
            wake(id)
        }
    }

    private func wake(_ id: UInt64) {
        let sleeper = state.withLock { state in
            state.sleepers.firstIndex { $0.id == id }.map { state.sleepers.remove(at: $0) }
        }
        sleeper?.wake()
    }
}
