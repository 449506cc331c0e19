import Postgres
import Testing

@Suite("Transactions", .timeLimit(.minutes(5)))
struct TransactionTests {
    private struct Failure: Error {}
    private let insert = Statement(name: "insert", sql: "INSERT INTO t VALUES ($1)")
    private let count = Statement(name: "count", sql: "SELECT count(*) FROM t")

    @Test("returning commits, throwing rolls back")
    func commitAndRollBack() async throws {
        try await withConnection { connection in
            try connection.script("CREATE TEMP TABLE t (n int8 PRIMARY KEY)")
            let result = try connection.transaction { connection in
                #expect(connection.isInTransaction == true)
                try connection.execute(insert, [1])
                return "done"
            }
            #expect(result == "done" && !connection.isInTransaction)
            #expect(throws: Failure.self) {
                try connection.transaction { connection in
                    try connection.execute(insert, [2])
                    throw Failure()
                }
            }
            #expect(connection.isInTransaction == false)
            #expect(try connection.query(count)[0].int(0) == 1)
        }
    }

    @Test("a nested transaction is a savepoint: its failure undoes its part only")
    func nesting() async throws {
        try await withConnection { connection in
            try connection.script("CREATE TEMP TABLE t (n int8 PRIMARY KEY)")
            try connection.transaction { connection in
                try connection.execute(insert, [1])
                do {
                    try connection.transaction { connection in
                        try connection.execute(insert, [2])
                        try connection.transaction { connection in try connection.execute(insert, [3]) }
                        try connection.execute(insert, [1])
                    }
                } catch SQLState.uniqueViolation {}
                try connection.transaction { connection in _ = try connection.execute(insert, [4]) }
            }
            let rows = try connection.query(Statement("SELECT n FROM t ORDER BY n"))
            #expect(try rows.map { try $0.int(0) } == [1, 4])
        }
    }

    @Test("the first statements may go with the one that begins it, outside and nested")
    func beginningWith() async throws {
        try await withConnection { connection in
            try connection.script("CREATE TEMP TABLE t (n int8 PRIMARY KEY)")
            let level = Statement("SELECT current_setting('transaction_isolation')")
            try connection.transaction(.serializable, beginningWith: [(insert, [1]), (level, Parameters())]) {
                connection, answers in
                #expect(answers.map(\.affected) == [1, 1])
                #expect(try answers[1][0].string(0) == "serializable")
                #expect(throws: Failure.self) {
                    try connection.transaction(beginningWith: [(insert, [2])]) { _, _ in throw Failure() }
                }
                try connection.transaction(beginningWith: [(insert, [3])]) { _, _ in }
            }
            let rows = try connection.query(Statement("SELECT n FROM t ORDER BY n"))
            #expect(try rows.map { try $0.int(0) } == [1, 3])
        }
    }

    @Test("if one of the first statements fails, the body does not run and all is rolled back")
    func beginningFails() async throws {
        try await withConnection { connection in
            try connection.script("CREATE TEMP TABLE t (n int8 PRIMARY KEY)")
            let error = #expect(throws: PostgresError.self) {
                try connection.transaction(beginningWith: [(insert, [1]), (insert, [1])]) { _, _ in
                    Issue.record("the body runs")
                }
            }
            #expect(error?.sqlState == .uniqueViolation)
            #expect(connection.isInTransaction == false)
            try connection.transaction { connection in
                #expect(throws: PostgresError.self) {
                    try connection.transaction(beginningWith: [(insert, [2]), (insert, [2])]) { _, _ in
                        Issue.record("the body runs")
                    }
                }
                // One that cannot even be prepared undoes no more.
                let unknown = Statement(name: "unknown", sql: "SELECT FROM missing")
                #expect(throws: PostgresError.self) {
                    try connection.transaction(beginningWith: [(insert, [3]), (unknown, Parameters())]) { _, _ in
                        Issue.record("the body runs")
                    }
                }
                try connection.execute(insert, [4])
            }
            let rows = try connection.query(Statement("SELECT n FROM t ORDER BY n"))
            #expect(try rows.map { try $0.int(0) } == [4])
        }
    }

    @Test("a transaction whose failure was swallowed is not reported as committed")
    func swallowedFailure() async throws {
        try await withConnection { connection in
            let error = #expect(throws: PostgresError.self) {
                try connection.transaction { connection in _ = try? connection.query(Statement("SELECT 1 / 0")) }
            }
            #expect(error?.sqlState == .inFailedTransaction)
            #expect(connection.isInTransaction == false)
        }
    }

    @Test("options reach the server")
    func options() async throws {
        try await withConnection { connection in
            let options = TransactionOptions(isolation: .serializable, readOnly: true, deferrable: true)
            let values = try connection.transaction(options) { connection in
                try ["isolation", "read_only", "deferrable"].map {
                    try connection.query(Statement("SELECT current_setting('transaction_\($0)')"))[0].string(0)
                }
            }
            #expect(values == ["serializable", "on", "on"])
            let error = #expect(throws: PostgresError.self) {
                try connection.transaction(.readOnly) { connection in try connection.script("CREATE TABLE x ()") }
            }
            #expect(error?.sqlState == .readOnlyTransaction)
        }
    }

    @Test("a deferred constraint fails the commit")
    func failedCommit() async throws {
        try await withConnection { connection in
            try connection.script("CREATE TEMP TABLE t (n int8 UNIQUE DEFERRABLE INITIALLY DEFERRED)")
            let error = #expect(throws: PostgresError.self) {
                try connection.transaction { connection in
                    try connection.execute(insert, [1])
                    try connection.execute(insert, [1])
                }
            }
            #expect(error?.sqlState == .uniqueViolation && !connection.isInTransaction)
        }
    }

    @Test("a real serialization failure is retried until both transactions have happened")
    func serializationFailure() async throws {
        try await withPool { pool in
            let table = uniqueName("serial")
            try await pool.withConnection { try $0.script("CREATE TABLE \(table) AS SELECT 0::int8 AS n") }
            let attempts = Counter()
            // Both read before either writes: one of them has to fail.
            let bothHaveRead = Rendezvous(2)
            try await withThrowingTaskGroup { group in
                for _ in 0..<2 {
                    group.addTask {
                        try await pool.transaction(.serializable) { connection in
                            attempts.increment()
                            let n = try connection.query(Statement("SELECT n FROM \(table)"))[0].int64(0)
                            bothHaveRead.meet()
                            try connection.execute(Statement("UPDATE \(table) SET n = $1"), [n + 1])
                        }
                    }
                }
                try await group.waitForAll()
            }
            let n = try await pool.withConnection { try $0.query(Statement("SELECT n FROM \(table)"))[0].int64(0) }
            #expect(n == 2)
            #expect(attempts.value >= 3)
            try await pool.withConnection { try $0.script("DROP TABLE \(table)") }
        }
    }

    @Test("a real deadlock is retried until both transactions have happened")
    func deadlock() async throws {
        try await withPool { pool in
            let table = uniqueName("dead")
            try await pool.withConnection { connection in
                try connection.script("CREATE TABLE \(table) AS SELECT id, 0 AS n FROM generate_series(1, 2) AS id")
            }
            let attempts = Counter()
            let bothHaveLocked = Rendezvous(2)
            try await withThrowingTaskGroup { group in
                for order in [[1, 2], [2, 1]] {
                    group.addTask {
                        try await pool.transaction { connection in
                            attempts.increment()
                            let update = Statement("UPDATE \(table) SET n = n + 1 WHERE id = $1")
                            try connection.execute(update, [order[0]])
                            bothHaveLocked.meet()
                            try connection.execute(update, [order[1]])
                        }
                    }
                }
                try await group.waitForAll()
            }
            let sum = try await pool.withConnection { connection in
                try connection.query(Statement("SELECT sum(n)::int8 FROM \(table)"))[0].int(0)
            }
            #expect(sum == 4)
            #expect(attempts.value >= 3)
            try await pool.withConnection { try $0.script("DROP TABLE \(table)") }
        }
    }

    @Test("other errors are not retried, and retries are limited")
    func retryLimit() async throws {
        try await withPool { pool in
            for (code, expected) in [("40001", 3), ("40P01", 3), ("22012", 1)] {
                let attempts = Counter()
                let error = await #expect(throws: PostgresError.self) {
                    try await pool.transaction(retries: 2) { connection in
                        attempts.increment()
                        try connection.script("DO $$ BEGIN RAISE SQLSTATE '\(code)'; END $$")
                    }
                }
                #expect(error?.sqlState?.rawValue == code)
                #expect(attempts.value == expected)
            }
        }
    }
}
