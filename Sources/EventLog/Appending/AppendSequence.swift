internal import Synchronization

/// Calls of ``MessageAppender/enqueue(_:in:)`` that depend on each other: once one has failed because the database was
/// away, the messages enqueued behind it fail too instead of overtaking it in the log.
public final class AppendSequence: Sendable {
    private let state = Mutex<AppendError?>(nil)

    public init() {}

    /// Why the sequence came to an end, if it did.
    public var failure: AppendError? { state.withLock { $0 } }

    func fail(_ error: AppendError) { state.withLock { $0 = $0 ?? error } }
}
