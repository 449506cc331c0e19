import HeraldTesting
import Postgres
import Schema
import Testing

@Suite("The embedded statements")
struct EmbeddedSQLTests {
    @Test("A statement of sql/ is a constant without its header")
    func constant() {
        #expect(SQL.unlockSchema.name == "unlockSchema")
        #expect(SQL.unlockSchema.sql == "SELECT pg_advisory_unlock($1)")
    }

    @Test("A statement runs", .database)
    func runs() async throws {
        let exists = try await TestDatabase.current.pool.withConnection { connection in
            try connection.query(SQL.schemaHistoryExists)[0].bool(0)
        }
        #expect(exists)
    }
}
