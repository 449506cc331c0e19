import Postgres
import UnixSignals

/// A person or the system has asked a command to stop.
struct Interruption: Error {
    /// Runs `body`; SIGINT and SIGTERM cancel it, and it is waited for.
    /// - Throws: ``Interruption`` if it was cancelled before it was done; else what `body` throws.
    static func cancelling<Success: Sendable>(
        _ body: @escaping @Sendable () async throws -> Success
    ) async throws -> Success {
        try await withThrowingTaskGroup(of: Success?.self) { group in
            group.addTask { try await body() }
            group.addTask {
                for await _ in await UnixSignalsSequence(trapping: .sigint, .sigterm) { break }
                return nil
            }
            defer { group.cancelAll() }
            if let first = try await group.next(), let success = first { return success }
            group.cancelAll()
            do {
                if let second = try await group.next(), let success = second { return success }
            } catch is CancellationError {
            } catch let error as PostgresError where error.kind == .cancelled {
            }
            throw Interruption()
        }
    }
}
