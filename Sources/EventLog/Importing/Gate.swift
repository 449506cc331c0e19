internal import Synchronization

/// Opens once; whoever came before that waits. For one waiter.
final class Gate: Sendable {
    private enum State {
        case closed
        case waiting(CheckedContinuation<Void, Never>)
        case open
    }

    private let state: Mutex<State>

    init(isOpen: Bool = false) { state = Mutex(isOpen ? .open : .closed) }

    func open() {
        let waiter = state.withLock { state in
            defer { state = .open }
            if case .waiting(let waiter) = state { return waiter as CheckedContinuation<Void, Never>? }
            return nil
        }
        waiter?.resume()
    }

    func wait() async {
        await withCheckedContinuation { continuation in
            let isOpen = state.withLock { state in
                if case .open = state { return true }
                state = .waiting(continuation)
                return false
            }
            if isOpen { continuation.resume() }
        }
    }
}
