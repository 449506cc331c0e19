import Logging
import Synchronization
import Testing

@testable import Postgres

@Suite("Queries, prepared statements and errors", .timeLimit(.minutes(5)))
struct QueryTests {
    @Test("rows are a collection, and what a statement changed is counted")
    func rows() async throws {
        try await withConnection { connection in
            let rows = try connection.query(Statement("SELECT n, n * n FROM generate_series(1, 5) AS n"))
            #expect(rows.count == 5 && !rows.isEmpty && rows.columnCount == 2)
            #expect(try rows.map { try $0.int(1) } == [1, 4, 9, 16, 25])
            #expect(try rows.last?.int(0) == 5)
            #expect(try connection.query(Statement("SELECT 1 WHERE false")).only == nil)
            try connection.script("CREATE TEMP TABLE t (n int); INSERT INTO t SELECT generate_series(1, 7)")
            #expect(try connection.execute(Statement("DELETE FROM t WHERE n > $1"), [Int32(5)]) == 2)
            #expect(try connection.query(Statement("")).isEmpty)
        }
    }

    @Test("settings and application name hold for the session")
    func settings() async throws {
        let server = try await TestServer.shared.value
        let configuration = server.configuration(settings: ["statement_timeout": "4321ms", "search_path": "a, \"b'c\""])
        let connection = try await Connection.connect(configuration, logger: quiet)
        let values = try await connection.perform { connection in
            let sql = ["application_name", "statement_timeout", "search_path", "client_encoding"]
                .map { "current_setting('\($0)')" }.joined(separator: ", ")
            let row = try connection.query(Statement("SELECT " + sql))[0]
            return try (0..<4).map { try row.string($0) }
        }
        #expect(values == ["tests", "4321ms", "a, \"b'c\"", "UTF8"])
        await connection.close()
    }

    @Test("a named statement is prepared once; the cache is bounded, also on the server")
    func preparedOnce() async throws {
        try await withConnection(preparedStatementLimit: 3) { connection in
            let count = Statement("SELECT count(*) FROM pg_prepared_statements")
            for round in 1...2 {
                for number in 0..<10 {
                    let statement = Statement(name: "s\(number)", sql: "SELECT $1::int8 + \(number)")
                    #expect(try connection.query(statement, [round])[0].int(0) == round + number)
                    #expect(try connection.query(statement, [round])[0].int(0) == round + number)
                }
            }
            let prepared = try connection.query(count)[0].int(0)
            #expect(prepared == 3)
            #expect(connection.statements.count == 3)
        }
    }

    @Test("eviction waits while a transaction has failed, and does not hide its error")
    func evictionInFailedTransaction() async throws {
        try await withConnection(preparedStatementLimit: 1) { connection in
            try connection.script("BEGIN")
            _ = try connection.query(Statement(name: "a", sql: "SELECT 1"))
            #expect(throws: PostgresError.self) {
                try connection.query(Statement(name: "b", sql: "SELECT 1 / $1"), [Int32(0)])
            }
            try connection.script("ROLLBACK")
            _ = try connection.query(Statement(name: "c", sql: "SELECT 2"))
            #expect(connection.statements.count == 1)
        }
    }

    @Test("the same name with other parameter types is prepared anew")
    func otherTypes() async throws {
        try await withConnection { connection in
            let statement = Statement(name: "typed", sql: "SELECT pg_typeof($1)::text")
            let first = try connection.query(statement, [Int64(1)])[0].string(0)
            #expect(first == "bigint")
            #expect(try connection.query(statement, ["x"])[0].string(0) == "text")
            #expect(try connection.query(statement, [Int64?.none])[0].string(0) == "bigint")
        }
    }

    @Test("a statement survives a migration of its table and DISCARD ALL")
    func stalePlan() async throws {
        try await withConnection { connection in
            let statement = Statement(name: "all", sql: "SELECT * FROM migrated")
            try connection.script("CREATE TEMP TABLE migrated AS SELECT 1 AS a")
            #expect(try connection.query(statement).columnCount == 1)
            try connection.script("ALTER TABLE migrated ADD COLUMN b int")
            #expect(try connection.query(statement).columnCount == 2)
            try connection.script("DEALLOCATE ALL")
            #expect(try connection.query(statement).columnCount == 2)
        }
    }

    @Test("SQLSTATEs match in catch")
    func matching() async throws {
        try await withConnection { connection in
            try connection.script("CREATE TEMP TABLE t (n int CONSTRAINT positive CHECK (n > 0) PRIMARY KEY)")
            let insert = Statement(name: "insert", sql: "INSERT INTO t VALUES ($1)")
            try connection.execute(insert, [Int32(1)])
            var caught = ""
            do { try connection.execute(insert, [Int32(1)]) } catch SQLState.uniqueViolation { caught = "unique" }
            #expect(caught == "unique")
            do {
                try connection.execute(insert, [Int32(-1)])
            } catch SQLState.uniqueViolation {
                caught = "unique"
            } catch SQLState.checkViolation {
                caught = "check"
            } catch {
                caught = "other"
            }
            #expect(caught == "check")
        }
    }

    @Test("a description shows code, statement, constraint and table, never the data")
    func descriptions() async throws {
        try await withConnection { connection in
            try connection.script("CREATE TEMP TABLE people (email text CONSTRAINT people_key PRIMARY KEY)")
            let insert = Statement(name: "people.insert", sql: "INSERT INTO people VALUES ($1)")
            try connection.execute(insert, ["ada@example.com"])
            let duplicate = #expect(throws: PostgresError.self) { try connection.execute(insert, ["ada@example.com"]) }
            let error = try #require(duplicate)
            #expect(error.kind == .server(.uniqueViolation))
            #expect(error.constraint == "people_key" && error.table == "people")
            #expect(error.statementName == "people.insert")
            #expect("\(error)".contains("23505") && "\(error)".contains("people.insert"))
            #expect(!"\(error)".contains("ada@example.com"))
            #expect(error.detail?.contains("ada@example.com") == true)
            #expect(error.debugDescription.contains("ada@example.com"))
            let input = #expect(throws: PostgresError.self) {
                try connection.query(Statement("SELECT $1::int"), ["ada@example.com"])
            }
            #expect(input?.sqlState == .invalidTextRepresentation)
            #expect(input?.message.contains("ada@example.com") == true)
            #expect(input?.description.contains("ada@example.com") == false)
        }
    }

    @Test("notices go to the logger")
    func notices() async throws {
        let log = CapturingLog()
        var logger = Logger(label: "notices") { _ in log }
        logger.logLevel = .debug
        try await withConnection(logger: logger) { connection in
            try connection.script("DROP TABLE IF EXISTS does_not_exist")
        }
        #expect(log.lines.withLock { $0 }.contains { $0.contains("does_not_exist") && $0.hasPrefix("debug") })
    }

    @Test("an error in a script undoes the whole script")
    func script() async throws {
        try await withConnection { connection in
            #expect(throws: PostgresError.self) { try connection.script("CREATE TEMP TABLE half (); SELECT 1 / 0") }
            #expect(throws: PostgresError.self) { try connection.query(Statement("SELECT * FROM half")) }
        }
    }

    @Test("a closed connection says so")
    func closed() async throws {
        try await withConnection { connection in
            connection.close()
            let error = #expect(throws: PostgresError.self) { try connection.query(Statement("SELECT 1")) }
            #expect(error?.kind == .connectionLost)
            #expect(connection.backendPID == 0 && !connection.isInTransaction)
        }
    }

    @Test("a server that ends the session is a lost connection")
    func terminated() async throws {
        try await withConnection { connection in
            let terminate = Statement("SELECT pg_terminate_backend(pg_backend_pid())")
            let error = #expect(throws: PostgresError.self) { try connection.query(terminate) }
            #expect(error?.kind == .connectionLost && error?.sqlState == .adminShutdown)
            #expect(error?.isConnectionProblem == true && error?.isRetryable == false)
            let next = #expect(throws: PostgresError.self) { try connection.query(Statement("SELECT 1")) }
            #expect(next?.kind == .connectionLost)
        }
    }
}

/// Keeps what is logged.
final class CapturingLog: LogHandler, @unchecked Sendable {
    let lines = Mutex<[String]>([])
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.debug

    subscript(metadataKey key: String) -> Logger.MetadataValue? {
        get { nil }
        set {}
    }

    func log(event: LogEvent) {
        lines.withLock { $0.append("\(event.level) \(event.message)") }
    }
}
