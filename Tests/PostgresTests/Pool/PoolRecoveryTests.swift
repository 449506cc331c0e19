import Postgres
import Testing

@Suite("Pool and listener when the server goes away", .timeLimit(.minutes(5)))
struct PoolRecoveryTests {
    @Test("a connection that is killed while idle is replaced before anybody notices")
    func killedWhileIdle() async throws {
        try await withPool(limits: PoolLimits(maximum: 1)) { pool in
            let server = try await TestServer.shared.value
            let observer = try await Connection.connect(server.configuration(), logger: quiet)
            let pid = try await pool.withConnection { $0.backendPID }
            try await observer.terminate(pid)
            let next = try await pool.withConnection { connection in
                try connection.query(Statement("SELECT pg_backend_pid()"))[0].int32(0)
            }
            #expect(next != pid)
            #expect(pool.statistics.discarded == 1 && pool.statistics.created == 2)
            await observer.close()
        }
    }

    @Test("a connection that is killed while it is idle for long is found by the health check")
    func healthCheck() async throws {
        let limits = PoolLimits(maximum: 1, healthCheckAfterIdle: .zero)
        try await withPool(limits: limits) { pool in
            for _ in 0..<3 { try await pool.withConnection { try $0.script("SELECT 1") } }
            #expect(pool.statistics.created == 1)
        }
    }

    @Test("a connection that is killed in use is a lost connection, and never lent again")
    func killedInUse() async throws {
        try await withPool(limits: PoolLimits(maximum: 1)) { pool in
            let server = try await TestServer.shared.value
            let observer = try await Connection.connect(server.configuration(), logger: quiet)
            let pid = try await pool.withConnection { $0.backendPID }
            let sleeper = Task { try await pool.withConnection { try $0.script("SELECT pg_sleep(600)") } }
            try await eventually { try await observer.isRunning(pid, "pg_sleep(600)") }
            try await observer.terminate(pid)
            let error = await #expect(throws: PostgresError.self) { try await sleeper.value }
            #expect(error?.kind == .connectionLost && error?.sqlState == .adminShutdown)
            #expect(try await pool.withConnection { $0.backendPID } != pid)
            await observer.close()
        }
    }

    @Test(
        "server stopped and started under pool and listener: clear errors, then both recover",
        arguments: ["fast", "immediate"])
    func restart(mode: String) async throws {
        let server = try await TestServer.start()
        let pool = ConnectionPool(
            configuration: server.configuration(), limits: PoolLimits(minimum: 2, maximum: 4), logger: quiet)
        let listener = Listener(configuration: server.configuration(), channels: ["Mixed \"Case\""], logger: quiet)
        let notify = "NOTIFY \"Mixed \"\"Case\"\"\", 'hello'"
        try await withThrowingTaskGroup { group in
            group.addTask { await pool.run() }
            group.addTask { await listener.run() }
            var events = listener.events.makeAsyncIterator()
            #expect(await events.next() == .reconnected)
            try await pool.withConnection { try $0.script(notify) }
            guard case .notification(let first) = await events.next() else {
                Issue.record("expected a notification")
                return
            }
            #expect(first.channel == "Mixed \"Case\"" && first.payload == "hello" && first.backendPID > 0)

            let isInside = Signal()
            let sleeper = Task {
                try await pool.withConnection { connection in
                    isInside.fire()
                    try connection.script("SELECT pg_sleep(600)")
                }
            }
            await isInside.wait()
            try await server.stop(mode: mode)
            let lost = await #expect(throws: PostgresError.self) { try await sleeper.value }
            #expect(lost?.kind == .connectionLost)
            for _ in 0..<5 {
                let failed = await #expect(throws: PostgresError.self) { try await pool.withConnection { _ in } }
                #expect(failed?.kind == .connectFailed)
            }

            try await server.start()
            #expect(await events.next() == .reconnected)
            #expect(try await pool.withConnection { try $0.query(Statement("SELECT 1"))[0].int(0) } == 1)
            try await eventually { pool.statistics.idle >= 2 }
            try await pool.withConnection { try $0.script(notify) }
            guard case .notification(let second) = await events.next() else {
                Issue.record("expected a notification")
                return
            }
            #expect(second.payload == "hello")
            group.cancelAll()
        }
        try await server.remove()
    }
}

extension Connection {
    /// Ends another session, and waits until its process has gone.
    func terminate(_ pid: Int32) throws {
        let statement = Statement("SELECT pg_terminate_backend($1, 10000)")
        guard try query(statement, [pid])[0].bool(0) else {
            throw PostgresError(.protocolViolation, "the session did not end")
        }
    }
}
