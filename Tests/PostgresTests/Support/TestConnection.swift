import Dispatch
import Logging
import Postgres
import Synchronization
import Testing

let quiet = Logger(label: "tests") { _ in SwiftLogNoOpLogHandler() }

extension Statement {
    /// A statement without a name.
    init(_ sql: String) { self.init(name: "", sql: sql) }
}

/// A connection to the shared server, closed at the end.
func withConnection<Result: Sendable>(
    preparedStatementLimit: Int = 256, logger: Logger = quiet,
    _ body: @Sendable (isolated Connection) throws -> Result
) async throws -> Result {
    let server = try await TestServer.shared.value
    let connection = try await Connection.connect(
        server.configuration(preparedStatementLimit: preparedStatementLimit), logger: logger)
    do {
        let result = try await connection.perform(body)
        await connection.close()
        return result
    } catch {
        await connection.close()
        throw error
    }
}

/// A pool on the shared server, closed at the end.
func withPool<Result>(
    limits: PoolLimits = PoolLimits(), settings: [String: String] = [:],
    _ body: (ConnectionPool) async throws -> Result
) async throws -> Result {
    let server = try await TestServer.shared.value
    let pool = ConnectionPool(configuration: server.configuration(settings: settings), limits: limits, logger: quiet)
    do {
        let result = try await body(pool)
        await pool.close()
        return result
    } catch {
        await pool.close()
        throw error
    }
}

/// A name for a table that no other test uses.
func uniqueName(_ prefix: String) -> String { "\(prefix)_\(UInt64.random(in: 0...UInt64.max))" }

/// Something tasks can wait for.
final class Signal: Sendable {
    private let stream: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation

    init() { (stream, continuation) = AsyncStream.makeStream() }

    func fire() { continuation.finish() }
    func wait() async { for await _ in stream {} }
}

/// Asks again until the answer is yes. For what only polling can tell, such as the state of another server process.
func eventually(_ condition: () async throws -> Bool) async throws {
    for _ in 0..<2000 {
        if try await condition() { return }
        try await Task.sleep(for: .milliseconds(5))
    }
    Issue.record("the condition did not come true in time")
}

/// Blocks the first `count` callers until all of them have come; later ones pass. For bodies of leases, which may
/// block.
final class Rendezvous: Sendable {
    private let missing: Mutex<Int>
    private let gate = DispatchSemaphore(value: 0)
    private let count: Int

    init(_ count: Int) {
        self.count = count
        missing = Mutex(count)
    }

    func meet() {
        let left = missing.withLock { missing in
            missing -= 1
            return missing
        }
        guard left >= 0 else { return }
        if left == 0 { for _ in 1..<count { gate.signal() } } else { gate.wait() }
    }
}

/// Counts from any thread.
final class Counter: Sendable {
    private let count = Mutex(0)

    var value: Int { count.withLock { $0 } }
    func increment() { count.withLock { $0 += 1 } }
}
