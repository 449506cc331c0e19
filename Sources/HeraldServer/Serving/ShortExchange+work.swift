internal import Synchronization

extension ShortExchange {
    /// The answer that is being found, for whoever serves the connection: its end is waited for also when the client has gone,
    /// since what it works with ends with the server.
    final class Work: Sendable {
        private let task = Mutex<Task<Void, Never>?>(nil)
        private let served = Atomic<Bool>(false)

        /// Whether somebody serves the connection and will wait.
        var isServed: Bool { served.load(ordering: .relaxed) }

        func serve() { served.store(true, ordering: .relaxed) }

        func begin(_ work: Task<Void, Never>) { task.withLock { $0 = work } }

        /// Waits until nothing is being answered; cancelled, it cancels that too.
        func end() async {
            guard let task = task.withLock({ $0 }) else { return }
            await withTaskCancellationHandler {
                await task.value
            } onCancel: {
                task.cancel()
            }
        }
    }
}
