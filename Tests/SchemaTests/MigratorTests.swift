import HeraldTesting
import Postgres
import Testing

@testable import Schema

@Suite("The migrator", .emptyDatabase)
struct MigratorTests {
    private static let first = Migration(
        version: 1, title: "first table",
        sql: "CREATE TABLE thing (shard smallint, CHECK (shard < 4)); INSERT INTO thing VALUES (1)")
    private static let second = Migration(
        version: 2, title: "second table", sql: "CREATE TABLE other AS SELECT current_setting('herald.shards') AS n")
    private static let function = Repeatable(
        kind: .function, name: "a_answer",
        sql: "CREATE OR REPLACE FUNCTION a_answer() RETURNS integer LANGUAGE sql AS 'SELECT b_answer()'")
    private static let laterFunction = Repeatable(
        kind: .function, name: "b_answer",
        sql: "CREATE OR REPLACE FUNCTION b_answer() RETURNS integer LANGUAGE sql AS 'SELECT 42'")
    private static let view = Repeatable(
        kind: .view, name: "answers", sql: "CREATE OR REPLACE VIEW answers AS SELECT a_answer() AS answer")

    private var pool: ConnectionPool { TestDatabase.current.pool }

    private func number(_ sql: String) async throws -> Int {
        try await pool.withConnection { connection in
            Int(try connection.query(Statement(name: "", sql: "SELECT (\(sql))::integer"))[0].int32(0))
        }
    }

    @Test("An empty database gets every migration, then the functions and views, in order")
    func fresh() async throws {
        let migrator = Migrator(
            migrations: [Self.second, Self.first], repeatables: [Self.view, Self.laterFunction, Self.function])
        let report = try await migrator.migrate(using: pool, options: MigrationOptions(shards: 16))
        #expect(report.migrations == ["V0001__first_table.sql", "V0002__second_table.sql"])
        #expect(report.repeatables == ["functions/a_answer.sql", "functions/b_answer.sql", "views/answers.sql"])
        #expect(try await number("SELECT answer FROM answers") == 42)
        #expect(try await number("SELECT n FROM other") == 16)
        let status = try await migrator.status(using: pool)
        #expect(status.isCurrent)
        #expect(status.version == 2)
        #expect(status.applied.map(\.title) == ["first table", "second table"])
        #expect(status.applied[0].appliedAt.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/) != nil)
    }

    @Test("A second run changes nothing")
    func idempotent() async throws {
        let migrator = Migrator(migrations: [Self.first], repeatables: [Self.laterFunction])
        #expect(try await migrator.migrate(using: pool).changedAnything)
        #expect(try await !migrator.migrate(using: pool).changedAnything)
        #expect(try await number("SELECT count(*) FROM thing") == 1)
    }

    @Test("Objects lie in the schema herald, and the session's own settings are left alone")
    func schemaAndSettings() async throws {
        let connection = try await TestDatabase.current.connect()
        try await connection.script("SET search_path = public; SET lock_timeout = '1234ms'")
        try await Migrator(migrations: [Self.first], repeatables: [Self.laterFunction]).migrate(using: connection)
        #expect(try await number("SELECT count(*) FROM herald.thing") == 1)
        let settings = try await connection.perform { connection in
            let sql = "SELECT current_setting('search_path') || ' ' || current_setting('lock_timeout')"
            return try connection.query(Statement(name: "", sql: sql))[0].string(0)
        }
        #expect(settings == "public 1234ms")
        await connection.close()
    }

    @Test("Four processes may start at once: each migration is applied once")
    func concurrent() async throws {
        let migrator = Migrator(migrations: [Self.first, Self.second], repeatables: [Self.laterFunction])
        let reports = try await withThrowingTaskGroup(of: MigrationReport.self) { group in
            for _ in 0..<4 {
                group.addTask { [database = TestDatabase.current] in
                    let connection = try await database.connect()
                    let report = try await migrator.migrate(using: connection)
                    await connection.close()
                    return report
                }
            }
            var reports: [MigrationReport] = []
            for try await report in group { reports.append(report) }
            return reports
        }
        #expect(reports.filter(\.changedAnything).count == 1)
        #expect(try await number("SELECT count(*) FROM thing") == 1)
    }

    @Test("A process that waits too long for another's migration says so")
    func lockTimeout() async throws {
        let other = try await TestDatabase.current.connect()
        _ = try await other.perform { connection in try connection.query(SQL.lockSchema, [Migrator.lockKey]).count }
        await #expect(throws: MigrationError.lockTimeout(file: nil)) {
            try await Migrator(migrations: [Self.first], repeatables: [])
                .migrate(using: pool, options: MigrationOptions(lockTimeout: .milliseconds(50)))
        }
        await other.close()
    }

    @Test("An applied migration whose text changed is refused, by the name of its file")
    func changedChecksum() async throws {
        try await Migrator(migrations: [Self.first], repeatables: []).migrate(using: pool)
        let edited = Migration(version: 1, title: Self.first.title, sql: Self.first.sql + " ")
        let error = await #expect(throws: MigrationError.self) {
            try await Migrator(migrations: [edited, Self.second], repeatables: []).migrate(using: pool)
        }
        #expect(error?.description.contains("sql/migrations/V0001__first_table.sql") == true)
        #expect(try await number("SELECT to_regclass('other') IS NULL") == 1)
    }

    @Test("A database newer than the program is refused")
    func newerDatabase() async throws {
        try await Migrator(migrations: [Self.first, Self.second], repeatables: []).migrate(using: pool)
        let older = Migrator(migrations: [Self.first], repeatables: [])
        await #expect(throws: MigrationError.databaseNewer(databaseVersion: 2, programVersion: 1)) {
            try await older.migrate(using: pool)
        }
        #expect(try await older.status(using: pool).problem != nil)
    }

    @Test("A migration numbered below the applied ones is refused")
    func outOfOrder() async throws {
        try await Migrator(migrations: [Self.second], repeatables: []).migrate(using: pool)
        await #expect(throws: MigrationError.outOfOrder(file: "V0001__first_table.sql", databaseVersion: 2)) {
            try await Migrator(migrations: [Self.first, Self.second], repeatables: []).migrate(using: pool)
        }
    }

    @Test("A function or view runs again only when its text changed")
    func repeatables() async throws {
        let repeatables = [Self.function, Self.laterFunction, Self.view]
        try await Migrator(migrations: [Self.first], repeatables: repeatables).migrate(using: pool)
        let changed = Repeatable(
            kind: .function, name: "b_answer",
            sql: "CREATE OR REPLACE FUNCTION b_answer() RETURNS integer LANGUAGE sql AS 'SELECT 43'")
        let migrator = Migrator(migrations: [Self.first], repeatables: [Self.function, changed, Self.view])
        #expect(try await migrator.status(using: pool).pendingRepeatables == [changed])
        #expect(try await migrator.migrate(using: pool).repeatables == ["functions/b_answer.sql"])
        #expect(try await number("SELECT answer FROM answers") == 43)
    }

    @Test("A view that a migration had to drop comes back although its text did not change")
    func droppedView() async throws {
        let repeatables = [Self.function, Self.laterFunction, Self.view]
        try await Migrator(migrations: [Self.first], repeatables: repeatables).migrate(using: pool)
        let drop = Migration(version: 2, title: "drop view", sql: "DROP VIEW answers")
        try await Migrator(migrations: [Self.first, drop], repeatables: repeatables).migrate(using: pool)
        #expect(try await number("SELECT answer FROM answers") == 42)
    }

    @Test("A migration that fails leaves nothing of itself and everything before it")
    func failure() async throws {
        let broken = Migration(version: 2, title: "broken", sql: "CREATE TABLE half (); SELECT 1/0")
        let error = await #expect(throws: MigrationError.self) {
            try await Migrator(migrations: [Self.first, broken], repeatables: []).migrate(using: pool)
        }
        #expect(
            error == .failed(file: "sql/migrations/V0002__broken.sql", sqlState: "22012", message: "division by zero"))
        #expect(try await number("SELECT to_regclass('half') IS NULL AND to_regclass('thing') IS NOT NULL") == 1)
        let fixed = Migrator(migrations: [Self.first, Self.second], repeatables: [])
        #expect(try await fixed.migrate(using: pool).migrations == ["V0002__second_table.sql"])
    }

    @Test("A function whose body is wrong fails the run, though bodies are not checked at first")
    func wrongBody() async throws {
        await #expect(throws: MigrationError.self) {
            try await Migrator(migrations: [], repeatables: [Self.function]).migrate(using: pool)
        }
        #expect(try await number("SELECT to_regproc('a_answer') IS NULL") == 1)
    }

    @Test("A script that ends its transaction is refused")
    func commitInScript() async throws {
        let script = Migration(version: 1, title: "commits", sql: "CREATE TABLE t (); COMMIT")
        let error = await #expect(throws: MigrationError.self) {
            try await Migrator(migrations: [script], repeatables: []).migrate(using: pool)
        }
        #expect(error?.description.contains("must not end its transaction") == true)
    }
}
