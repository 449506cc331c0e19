import CCurl
import Dispatch
import Synchronization

/// Runs transfers on a thread of its own: libcurl's multi interface, fed through a bounded queue.
///
/// The thread begins with the first transfer and ends, together with all connections, after ``CurlOptions/idleTime``
/// without one. Everything of libcurl belongs to it, except the call that wakes it.
final class TransferLoop: Sendable {
    private struct State {
        /// In the order in which they came.
        var waiting: [Transfer] = []
        /// Running or waiting.
        var count = 0
        var isRunning = false
        var isStopped = false
        var multi: Handle?
    }

    /// A pointer of libcurl that threads hand to each other.
    @safe private struct Handle: @unchecked Sendable {
        let pointer: UnsafeMutableRawPointer

        init(_ transfers: RunningTransfers) { unsafe pointer = unsafe transfers.multi }
    }

    let options: CurlOptions
    private let state = Mutex(State())

    init(_ options: CurlOptions) { self.options = options }

    /// Ends the thread as soon as nothing runs.
    func stop() {
        state.withLock { state in
            state.isStopped = true
            TransferLoop.wake(&state)
        }
    }

    /// Runs one transfer to its end.
    func run(_ request: TransferRequest) async -> Result<TransferAnswer, TransferFailure> {
        guard let transfer = Transfer(request, options) else { return .failure(TransferFailure(.invalid)) }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                transfer.onEnd = { continuation.resume(returning: $0) }
                if let failure = submit(transfer) { transfer.end(.failure(failure)) }
            }
        } onCancel: {
            cancel(transfer)
        }
    }

    private func submit(_ transfer: Transfer) -> TransferFailure? {
        state.withLock { state in
            guard !transfer.isCancelled.load(ordering: .relaxed) else { return TransferFailure(.cancelled) }
            guard state.count < options.maximumRunning + options.maximumWaiting else {
                return TransferFailure(.overloaded)
            }
            state.count += 1
            state.waiting.append(transfer)
            if state.isRunning {
                TransferLoop.wake(&state)
            } else {
                state.isRunning = true
                // A queue each time: closing connections may take a while, and new work need not wait for that. Serial
                // ones get a thread at once, however many others wait.
                DispatchQueue(label: "herald.curl").async { self.work() }
            }
            return nil
        }
    }

    private func cancel(_ transfer: Transfer) {
        let wasWaiting = state.withLock { state in
            transfer.isCancelled.store(true, ordering: .relaxed)
            if let index = state.waiting.firstIndex(where: { $0 === transfer }) {
                state.waiting.remove(at: index)
                state.count -= 1
                return true
            }
            // It may run, and libcurl then ends it; where nothing runs, it was not submitted yet, and will not be.
            TransferLoop.wake(&state)
            return false
        }
        if wasWaiting { transfer.end(.failure(TransferFailure(.cancelled))) }
    }

    private static func wake(_ state: inout State) {
        if let multi = state.multi { _ = unsafe curl_multi_wakeup(multi.pointer) }
    }

    private func work() {
        guard let running = RunningTransfers(options) else {
            return failAll()
        }
        state.withLock { $0.multi = Handle(running) }
        var idleSince = ContinuousClock.now
        while true {
            let new = take(room: options.maximumRunning - running.count)
            for transfer in new { running.start(transfer) }
            running.perform()
            let ended = running.ended
            running.ended = 0
            if ended > 0 { state.withLock { $0.count -= ended } }
            if running.count > 0 || ended > 0 || !new.isEmpty { idleSince = .now }
            if running.count == 0, endIfIdle(since: idleSince) { return }
            if ended == 0 { running.wait(atMost: running.count > 0 ? .seconds(1) : options.idleTime) }
        }
    }

    private func take(room: Int) -> [Transfer] {
        state.withLock { state in
            let new = Array(state.waiting.prefix(max(0, room)))
            state.waiting.removeFirst(new.count)
            return new
        }
    }

    private func endIfIdle(since: ContinuousClock.Instant) -> Bool {
        state.withLock { state in
            guard state.waiting.isEmpty, state.isStopped || .now - since >= options.idleTime else { return false }
            state.multi = nil
            state.isRunning = false
            return true
        }
    }

    private func failAll() {
        let waiting = state.withLock { state in
            defer { state.waiting.removeAll() }
            state.isRunning = false
            state.count -= state.waiting.count
            return state.waiting
        }
        for transfer in waiting { transfer.end(.failure(TransferFailure(.system))) }
    }
}
