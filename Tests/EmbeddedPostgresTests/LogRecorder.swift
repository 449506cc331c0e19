import Logging
import Synchronization

/// Records what a cluster logs, so that a test can wait for an event instead of for time to pass.
final class LogRecorder: Sendable {
    private struct State {
        var messages: [String] = []
        var waiters: [(message: String, continuation: CheckedContinuation<Void, Never>)] = []
    }

    private let state = Mutex(State())

    var logger: Logger { Logger(label: "test", factory: { _ in Handler(recorder: self) }) }

    /// Returns when the message was logged since ``forget()``; each logged message is waited for once.
    func waitFor(_ message: String) async {
        await withCheckedContinuation { continuation in
            let isThere = state.withLock { state in
                if let index = state.messages.firstIndex(of: message) {
                    state.messages.remove(at: index)
                    return true
                }
                state.waiters.append((message, continuation))
                return false
            }
            if isThere { continuation.resume() }
        }
    }

    /// Whether the message was logged and not yet waited for.
    func hasLogged(_ message: String) -> Bool { state.withLock { $0.messages.contains(message) } }

    /// Forgets what was logged so far.
    func forget() { state.withLock { $0.messages = [] } }

    private func record(_ message: String) {
        let waiter = state.withLock { state -> CheckedContinuation<Void, Never>? in
            guard let index = state.waiters.firstIndex(where: { $0.message == message }) else {
                state.messages.append(message)
                return nil
            }
            return state.waiters.remove(at: index).continuation
        }
        waiter?.resume()
    }

    private struct Handler: LogHandler {
        let recorder: LogRecorder
        var metadata: Logger.Metadata = [:]
        var logLevel: Logger.Level = .info

        init(recorder: LogRecorder) { self.recorder = recorder }

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) { recorder.record("\(event.message)") }
    }
}
