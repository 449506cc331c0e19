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
