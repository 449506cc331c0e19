public import Logging
public import Postgres
internal import Schema
internal import Synchronization

/// Keeps the newest refused inputs in the database, where an operator sees them.
///
/// A flood of them cannot hurt: recording waits for nobody, of more than ``maximumWaiting`` the surplus is only
/// counted, and the table keeps the newest ``kept``.
public final class RejectedInputLog: Sendable {
    private struct State {
        var waiting: [RejectedInput] = []
        var dropped = 0
        var isStopped = false
        var sleeper: CheckedContinuation<Void, Never>?
    }

    /// Inputs that may wait to be written.
    public static let maximumWaiting = 512

    /// How many inputs the table keeps.
    public let kept: Int
    private let pool: ConnectionPool
    private let logger: Logger
    private let state = Mutex(State())

    public init(pool: ConnectionPool, kept: Int = 10_000, logger: Logger) {
        self.pool = pool
        self.kept = max(1, kept)
        self.logger = logger
    }

    /// Inputs that were neither written nor kept waiting, because too many came at once.
    public var dropped: Int { state.withLock { $0.dropped } }

    /// Hands an input to ``run()``; never waits.
    public func record(_ input: RejectedInput) {
        let sleeper = state.withLock { state -> CheckedContinuation<Void, Never>? in
            guard state.waiting.count < Self.maximumWaiting else {
                state.dropped += 1
                return nil
            }
            state.waiting.append(input)
            defer { state.sleeper = nil }
            return state.sleeper
        }
        sleeper?.resume()
    }

    /// Writes what is recorded until the task is cancelled, and what waits then.
    public func run() async {
        // A task of its own: cancelling this one must not cancel the statement that is under way.
        let writer = Task { await self.writeAll() }
        await withTaskCancellationHandler {
            await writer.value
        } onCancel: {
            let sleeper = state.withLock { state in
                state.isStopped = true
                defer { state.sleeper = nil }
                return state.sleeper
            }
            sleeper?.resume()
        }
    }

    private func writeAll() async {
        while let batch = await next() {
            do {
                try await write(batch)
            } catch {
                logger.warning("\(batch.count) refused inputs could not be recorded: \(error)")
                state.withLock { $0.dropped += batch.count }
            }
        }
    }

    private func next() async -> [RejectedInput]? {
        while true {
            let (batch, isStopped) = state.withLock { state in
                defer { state.waiting = [] }
                return (state.waiting, state.isStopped)
            }
            if !batch.isEmpty { return batch }
            if isStopped { return nil }
            await withCheckedContinuation { continuation in
                let hasWork = state.withLock { state in
                    let hasWork = state.isStopped || !state.waiting.isEmpty
                    if !hasWork { state.sleeper = continuation }
                    return hasWork
                }
                if hasWork { continuation.resume() }
            }
        }
    }

    /// Writes inputs, and forgets the oldest.
    public func write(_ inputs: [RejectedInput]) async throws {
        var parameters: Parameters = [kept]
        parameters.append(array: inputs.map { PostgresTimestamp(microsecondsSince1970: $0.rejectedAt) })
        parameters.append(array: inputs.map(\.kind.rawValue))
        parameters.append(array: inputs.map { IndexedText($0.reason).text })
        parameters.append(array: inputs.map(\.origin.rawValue))
        parameters.append(array: inputs.map(\.size))
        parameters.append(array: inputs.map(\.digest.bytes))
        parameters.append(array: inputs.map { $0.errorOffset.map(Int64.init) })
        parameters.appendBytesArray { excerpts in
            for input in inputs {
                if let excerpt = input.excerpt { excerpts.append(excerpt) } else { excerpts.appendNull() }
            }
        }
        let bound = parameters
        _ = try await pool.withConnection { try $0.execute(SQL.recordRejectedInputs, bound) }
    }

    /// The newest refused inputs, newest first.
    public func newest(limit: Int = 100) async throws -> [RejectedInput] {
        let rows = try await pool.withConnection { try $0.query(SQL.readRejectedInputs, [limit]) }
        return try rows.map { row in
            guard let kind = RejectedInput.Kind(rawValue: try row.string(1)),
                let origin = RejectedInput.Origin(rawValue: try row.string(3)),
                let digest = MessageDigest(bytes: try row.bytes(5))
            else { throw row.decodingError(1, expected: "refused input of this version") }
            return RejectedInput(
                rejectedAt: try row.timestamp(0).microsecondsSince1970, kind: kind, reason: try row.string(2),
                origin: origin, size: try row.int(4), digest: digest,
                errorOffset: try row.optionalInt64(6).map { Int($0) }, excerpt: try row.optionalBytes(7))
        }
    }
}
