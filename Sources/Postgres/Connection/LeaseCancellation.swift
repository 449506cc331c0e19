internal import Dispatch
internal import Synchronization

/// Cancels what runs during one lease of a connection, and nothing after it.
///
/// A request to cancel names no statement: sent too late, it would hit the next user's. So a lease has a ticket, and
/// its end waits until a request under way has been delivered.
final class LeaseCancellation: Sendable {
    private struct State {
        var ticket = 0
        var isActive = false
        var request: Request?
    }

    /// One cancelled lease.
    private final class Request: Sendable {
        let leaseEnded = DispatchSemaphore(value: 0)
        let isDelivered = DispatchSemaphore(value: 0)
    }

    private static let queue = DispatchQueue(label: "postgres.cancel", attributes: .concurrent)
    private let state = Mutex(State())
    private let requested = Atomic<Bool>(false)

    /// Whether the lease was cancelled: no further statement should start.
    var isRequested: Bool { requested.load(ordering: .relaxed) }

    /// Begins a lease; returns its ticket.
    func begin() -> Int {
        state.withLock { state in
            state.ticket += 1
            state.isActive = true
            return state.ticket
        }
    }

    /// Cancels the lease with this ticket; without effect after its end. Does not block.
    func request(_ ticket: Int, _ handle: CancelHandle) {
        let request = state.withLock { state -> Request? in
            guard state.isActive, state.ticket == ticket, state.request == nil else { return nil }
            let request = Request()
            state.request = request
            requested.store(true, ordering: .relaxed)
            return request
        }
        guard let request else { return }
        Self.queue.async {
            // Again, should the request have overtaken a statement that was just being sent.
            for _ in 0..<10 {
                handle.send()
                if request.leaseEnded.wait(timeout: .now() + .milliseconds(100)) == .success { break }
            }
            request.isDelivered.signal()
        }
    }

    /// What became of cancellation when a lease ends.
    enum End { case notRequested, delivered, stillUnderWay }

    /// Ends the lease; waits for a request under way, unless the connection is broken and nothing can be hit.
    func end(isBroken: Bool) -> End {
        let request = state.withLock { state in
            state.isActive = false
            requested.store(false, ordering: .relaxed)
            defer { state.request = nil }
            return state.request
        }
        guard let request else { return .notRequested }
        request.leaseEnded.signal()
        guard !isBroken else { return .stillUnderWay }
        return request.isDelivered.wait(timeout: .now() + .seconds(5)) == .success ? .delivered : .stillUnderWay
    }
}
