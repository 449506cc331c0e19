import Postgres
import Testing

@Suite("Pipelines", .timeLimit(.minutes(5)))
struct PipelineTests {
    private let insert = Statement(name: "insert", sql: "INSERT INTO t VALUES ($1)")

    @Test("every call has its result, in order")
    func results() async throws {
        try await withConnection { connection in
            let calls = (0..<10).map { (Statement(name: "double", sql: "SELECT $1::int8 * 2"), [$0] as Parameters) }
            let results = try connection.pipeline(calls + [(Statement("SELECT 1 WHERE false"), Parameters())])
            #expect(try results.dropLast().map { try $0[0].int(0) } == (0..<10).map { $0 * 2 })
            #expect(results.last?.isEmpty == true)
            #expect(try connection.pipeline([]).isEmpty)
        }
    }

    @Test("an error in the middle is thrown, undoes the pipeline, and leaves the connection usable")
    func errorInTheMiddle() async throws {
        try await withConnection { connection in
            try connection.script("CREATE TEMP TABLE t (n int8 PRIMARY KEY)")
            let calls = [1, 2, 2, 3, 3].map { (insert, [$0] as Parameters) }
            let error = #expect(throws: PostgresError.self) { try connection.pipeline(calls) }
            #expect(error?.sqlState == .uniqueViolation && error?.statementName == "insert")
            #expect(try connection.query(Statement("SELECT count(*) FROM t"))[0].int(0) == 0)
            #expect(try connection.pipeline([(insert, [1]), (insert, [2])]).map(\.affected) == [1, 1])
        }
    }

    @Test("inside a transaction an error fails the transaction")
    func insideTransaction() async throws {
        try await withConnection { connection in
            try connection.script("CREATE TEMP TABLE t (n int8 PRIMARY KEY)")
            #expect(throws: PostgresError.self) {
                try connection.transaction { connection in
                    try connection.execute(insert, [1])
                    _ = try connection.pipeline([(insert, [2]), (insert, [2])])
                }
            }
            #expect(connection.isInTransaction == false)
            let count = try connection.transaction { connection in
                _ = try connection.pipeline([(insert, [1]), (insert, [2])])
                return try connection.query(Statement("SELECT count(*) FROM t"))[0].int(0)
            }
            #expect(count == 2)
        }
    }

    @Test("2,000 statements with large parameters and large results do not block each other")
    func large() async throws {
        try await withConnection { connection in
            let echo = Statement(name: "echo", sql: "SELECT $1 || $1, $2")
            let payload = [UInt8](repeating: 42, count: 20_000)
            let calls = (0..<2000).map { (echo, [payload, $0] as Parameters) }
            let results = try connection.pipeline(calls)
            #expect(results.count == 2000)
            for (index, rows) in results.enumerated() {
                let length = try unsafe rows[0].withBytes(0) { $0.count }
                #expect(try length == 40_000 && rows[0].int(1) == index)
            }
        }
    }

    @Test("more statements than the cache holds")
    func manyStatements() async throws {
        try await withConnection(preparedStatementLimit: 4) { connection in
            let calls = (0..<20).map { (Statement(name: "n\($0)", sql: "SELECT \($0)::int8"), Parameters()) }
            let results = try connection.pipeline(calls)
            #expect(try results.map { try $0[0].int(0) } == Array(0..<20))
            #expect(try connection.query(Statement("SELECT count(*) FROM pg_prepared_statements"))[0].int(0) == 4)
        }
    }

    @Test("statements survive a migration of their tables")
    func stalePlans() async throws {
        try await withConnection { connection in
            try connection.script("CREATE TEMP TABLE a AS SELECT 1 AS x; CREATE TEMP TABLE b AS SELECT 1 AS x")
            let calls = ["a", "b"].map { (Statement(name: $0, sql: "SELECT * FROM \($0)"), Parameters()) }
            #expect(try connection.pipeline(calls).map(\.columnCount) == [1, 1])
            try connection.script("ALTER TABLE a ADD COLUMN y int; ALTER TABLE b ADD COLUMN y int")
            #expect(try connection.pipeline(calls).map(\.columnCount) == [2, 2])
            try connection.script("DEALLOCATE ALL")
            #expect(try connection.pipeline(calls).map(\.columnCount) == [2, 2])
            // In a transaction what came before would be lost: that is the caller's to repeat.
            try connection.script("ALTER TABLE b ADD COLUMN z int")
            let error = #expect(throws: PostgresError.self) {
                try connection.transaction { connection in _ = try connection.pipeline(calls) }
            }
            #expect(error?.sqlState == .featureNotSupported)
            let again = try connection.transaction { connection in try connection.pipeline(calls).map(\.columnCount) }
            #expect(again == [2, 3])
        }
    }

    @Test("a connection that dies in the middle is a lost connection")
    func lost() async throws {
        try await withConnection { connection in
            let calls = ["SELECT 1", "SELECT pg_terminate_backend(pg_backend_pid())", "SELECT 2"]
                .map { (Statement($0), Parameters()) }
            let error = #expect(throws: PostgresError.self) { try connection.pipeline(calls) }
            #expect(error?.kind == .connectionLost)
        }
    }
}
