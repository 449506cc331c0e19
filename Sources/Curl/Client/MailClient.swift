import Synchronization

/// Hands mails to servers over several connections at once, each of them a ``CurlClient`` of its own.
///
/// libcurl (at least to 8.5) waits for the reply to a whole message without doing anything else for the same client
/// meanwhile: mails of one client would leave one after the other, and their time would run out while they wait.
public final class MailClient: Sendable {
    /// How many mails are sent at a time: one over each connection.
    public let maximumRunning: Int
    private struct Waiter {
        let number: Int
        let continuation: CheckedContinuation<Result<CurlClient, TransferFailure>, Never>
    }

    private struct State {
        /// The last one given back is the first to be taken: its connection is most likely open.
        var free: [CurlClient]
        /// In the order in which they came.
        var waiting: [Waiter] = []
        var lastNumber = 0
    }

    private let state: Mutex<State>
    private let maximumWaiting: Int

    /// - Parameter options: ``CurlOptions/maximumRunning`` is the number of connections.
    public init(_ options: CurlOptions = CurlOptions()) {
        maximumRunning = options.maximumRunning
        var single = options
        single.maximumRunning = 1
        maximumWaiting = options.maximumWaiting
        state = Mutex(State(free: (0..<options.maximumRunning).map { _ in CurlClient(single) }))
    }

    /// Hands over a mail, when a connection is free for it.
    /// - Returns: what the server said when it took the message.
    /// - Throws: when it did not, or nobody knows. After cancellation, within moments.
    public func send(_ mail: MailSubmission) async throws(TransferFailure) -> MailAnswer {
        let client = try await borrow().get()
        defer { giveBack(client) }
        return try await client.send(mail)
    }

    private func borrow() async -> Result<CurlClient, TransferFailure> {
        let number = state.withLock { state in
            state.lastNumber += 1
            return state.lastNumber
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let result = state.withLock { state in place(number, continuation, &state) }
                if let result { continuation.resume(returning: result) }
            }
        } onCancel: {
            let waiter = state.withLock { state in
                state.waiting.firstIndex { $0.number == number }.map { state.waiting.remove(at: $0) }
            }
            waiter?.continuation.resume(returning: .failure(TransferFailure(.cancelled)))
        }
    }

    /// - Returns: nil for one who has to wait.
    private func place(
        _ number: Int, _ continuation: CheckedContinuation<Result<CurlClient, TransferFailure>, Never>,
        _ state: inout State
    ) -> Result<CurlClient, TransferFailure>? {
        // Asked under the lock: who is cancelled later is found among those who wait.
        guard !Task.isCancelled else { return .failure(TransferFailure(.cancelled)) }
        if let client = state.free.popLast() { return .success(client) }
        guard state.waiting.count < maximumWaiting else { return .failure(TransferFailure(.overloaded)) }
        state.waiting.append(Waiter(number: number, continuation: continuation))
        return nil
    }

    private func giveBack(_ client: CurlClient) {
        let waiter = state.withLock { state -> Waiter? in
            guard state.waiting.isEmpty else { return state.waiting.removeFirst() }
            state.free.append(client)
            return nil
        }
        waiter?.continuation.resume(returning: .success(client))
    }
}
