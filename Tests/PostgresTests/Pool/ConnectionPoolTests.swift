import Postgres
import Testing

@Suite("Connection pool", .timeLimit(.minutes(5)))
struct ConnectionPoolTests {
    private struct Failure: Error {}
    private let pid = Statement("SELECT pg_backend_pid()")

    @Test("a connection is reused, and what the body returns or throws comes through")
    func reuse() async throws {
        try await withPool { pool in
            let first = try await pool.withConnection { $0.backendPID }
            let second = try await pool.withConnection {
                try $0.query(Statement("SELECT pg_backend_pid()"))[0].int32(0)
            }
            #expect(first == second)
            await #expect(throws: Failure.self) { try await pool.withConnection { _ in throw Failure() } }
            let statistics = pool.statistics
            #expect(statistics.idle == 1 && statistics.leased == 0 && statistics.created == 1)
        }
    }

    @Test("never more connections than the maximum, however many ask")
    func maximum() async throws {
        try await withPool(limits: PoolLimits(maximum: 3, waitTimeout: .seconds(60))) { pool in
            let pids = try await withThrowingTaskGroup { group in
                for _ in 0..<200 {
                    group.addTask {
                        try await pool.withConnection { connection in
                            try connection.query(Statement("SELECT pg_backend_pid(), pg_sleep(0.001)"))[0].int32(0)
                        }
                    }
                }
                var pids: Set<Int32> = []
                while let pid = try await group.next() { pids.insert(pid) }
                return pids
            }
            #expect(pids.count <= 3)
            #expect(pool.statistics.created <= 3 && pool.statistics.waiting == 0)
            #expect(pool.statistics.waitedTime > .zero)
        }
    }

    /// Runs `body` while the only connection of a pool is lent.
    private func whileAllAreLent(
        limits: PoolLimits, _ body: (ConnectionPool) async throws -> Void
    ) async throws {
        try await withPool(limits: limits) { pool in
            let isLent = Signal()
            let gate = Rendezvous(2)
            async let lease: Void = pool.withConnection { _ in
                isLent.fire()
                gate.meet()
            }
            await isLent.wait()
            do {
                try await body(pool)
            } catch {
                gate.meet()
                throw error
            }
            gate.meet()
            try await lease
        }
    }

    @Test("who waits for too long is told so")
    func timeout() async throws {
        let limits = PoolLimits(maximum: 1, waitTimeout: .milliseconds(20))
        try await whileAllAreLent(limits: limits) { pool in
            let error = await #expect(throws: PostgresError.self) { try await pool.withConnection { _ in } }
            #expect(error?.kind == .poolTimeout)
            #expect(pool.statistics.timedOut == 1 && pool.statistics.waiting == 0)
        }
    }

    @Test("no more than the allowed number may wait")
    func maximumWaiters() async throws {
        try await whileAllAreLent(limits: PoolLimits(maximum: 1, maximumWaiters: 0)) { pool in
            let error = await #expect(throws: PostgresError.self) { try await pool.withConnection { _ in } }
            #expect(error?.kind == .poolOverloaded)
        }
    }

    @Test("a task that is cancelled while it waits leaves the queue")
    func cancelledWaiter() async throws {
        try await whileAllAreLent(limits: PoolLimits(maximum: 1)) { pool in
            let waiter = Task { try await pool.withConnection { _ in } }
            try await eventually { pool.statistics.waiting == 1 }
            waiter.cancel()
            let error = await #expect(throws: PostgresError.self) { try await waiter.value }
            #expect(error?.kind == .cancelled)
            #expect(pool.statistics.waiting == 0)
            let late = Task {
                unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
                try await pool.withConnection { _ in }
            }
            let lateError = await #expect(throws: PostgresError.self) { try await late.value }
            #expect(lateError?.kind == .cancelled)
        }
    }

    @Test("closing refuses who waits, and ends after the last lease")
    func close() async throws {
        try await whileAllAreLent(limits: PoolLimits(maximum: 1)) { pool in
            let waiter = Task { try await pool.withConnection { _ in } }
            try await eventually { pool.statistics.waiting == 1 }
            let closing = Task { await pool.close() }
            let error = await #expect(throws: PostgresError.self) { try await waiter.value }
            #expect(error?.kind == .poolClosed)
            let late = await #expect(throws: PostgresError.self) { try await pool.withConnection { _ in } }
            #expect(late?.kind == .poolClosed)
            _ = closing
        }
    }

    @Test("a cancelled task's statement is cancelled on the server; the connection is used again")
    func cancellation() async throws {
        try await withPool(limits: PoolLimits(maximum: 1)) { pool in
            let server = try await TestServer.shared.value
            let observer = try await Connection.connect(server.configuration(), logger: quiet)
            let pid = try await pool.withConnection { $0.backendPID }
            for _ in 0..<20 {
                let sleeper = Task {
                    try await pool.withConnection { try $0.script("SELECT pg_sleep(600)") }
                }
                try await eventually { try await observer.isRunning(pid, "pg_sleep(600)") }
                sleeper.cancel()
                let error = await #expect(throws: PostgresError.self) { try await sleeper.value }
                #expect(error?.kind == .cancelled && error?.sqlState == .queryCanceled)
                // A request to cancel that came late would hit these.
                for _ in 0..<5 {
                    #expect(try await pool.withConnection { try $0.query(Statement("SELECT 1"))[0].int(0) } == 1)
                }
            }
            #expect(try await pool.withConnection { $0.backendPID } == pid)
            await observer.close()
        }
    }

    @Test("no further statement starts in a cancelled lease, and its transaction is rolled back")
    func cancelledBetweenStatements() async throws {
        try await withPool(limits: PoolLimits(maximum: 1)) { pool in
            let isInside = Signal()
            let gate = Rendezvous(2)
            let table = uniqueName("cancelled")
            let task = Task {
                try await pool.transaction { connection in
                    try connection.script("CREATE TABLE \(table) ()")
                    isInside.fire()
                    gate.meet()
                    try connection.script("SELECT 1")
                }
            }
            await isInside.wait()
            task.cancel()
            gate.meet()
            let error = await #expect(throws: PostgresError.self) { try await task.value }
            #expect(error?.kind == .cancelled)
            let exists = try await pool.withConnection { connection in
                try connection.query(Statement("SELECT to_regclass($1) IS NOT NULL"), [table])[0].bool(0)
            }
            #expect(exists == false)
        }
    }

    @Test("cancel() reaches the server and leaves the connection usable")
    func cancelConnection() async throws {
        let server = try await TestServer.shared.value
        let connection = try await Connection.connect(server.configuration(), logger: quiet)
        let observer = try await Connection.connect(server.configuration(), logger: quiet)
        let pid = await connection.backendPID
        let sleeper = Task { try await connection.script("SELECT pg_sleep(600)") }
        try await eventually { try await observer.isRunning(pid, "pg_sleep(600)") }
        connection.cancel()
        let error = await #expect(throws: PostgresError.self) { try await sleeper.value }
        #expect(error?.kind == .server(.queryCanceled))
        try await connection.script("SELECT 1")
        await connection.close()
        await observer.close()
    }

    @Test("a transaction or session state that a body leaves behind does not reach the next")
    func leftOpen() async throws {
        try await withPool(limits: PoolLimits(maximum: 1)) { pool in
            try await pool.withConnection { try $0.script("BEGIN; CREATE TEMP TABLE left_behind ()") }
            let isOpen = try await pool.withConnection { connection in connection.isInTransaction }
            #expect(isOpen == false)
            await #expect(throws: PostgresError.self) {
                try await pool.withConnection { try $0.script("SELECT * FROM left_behind") }
            }
        }
    }

    @Test("a connection that a body closes is not lent again")
    func closedByBody() async throws {
        try await withPool(limits: PoolLimits(maximum: 1)) { pool in
            try await pool.withConnection { $0.close() }
            #expect(pool.statistics.idle == 0 && pool.statistics.discarded == 1)
            #expect(try await pool.withConnection { try $0.query(Statement("SELECT 1"))[0].int(0) } == 1)
        }
    }

    @Test("run keeps the minimum open, closes what is idle, and closes the pool when it is cancelled")
    func run() async throws {
        try await withPool(limits: PoolLimits(minimum: 2, maximum: 4, idleTimeout: .milliseconds(50))) { pool in
            let run = Task { await pool.run() }
            try await eventually { pool.statistics.idle == 2 }
            let gate = Rendezvous(4)
            try await withThrowingTaskGroup { group in
                for _ in 0..<4 { group.addTask { try await pool.withConnection { _ in gate.meet() } } }
                try await group.waitForAll()
            }
            #expect(pool.statistics.created == 4)
            try await eventually { pool.statistics.idle == 2 }
            run.cancel()
            await run.value
            let error = await #expect(throws: PostgresError.self) { try await pool.withConnection { _ in } }
            #expect(error?.kind == .poolClosed)
        }
    }
}

extension Connection {
    /// Whether a server process is executing a statement with this text.
    func isRunning(_ pid: Int32, _ text: String) throws -> Bool {
        let statement = Statement(
            "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE pid = $1 AND state = 'active' AND query LIKE $2)")
        return try query(statement, [pid, "%\(text)%"])[0].bool(0)
    }
}
