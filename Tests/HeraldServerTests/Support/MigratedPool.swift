import HeraldTesting
import Postgres
import Schema

/// Runs the body with a pool on the migrated database of a server that the test may stop.
func withMigratedPool<Result>(
    _ database: ServerUnderTest, _ body: (ConnectionPool) async throws -> Result
) async throws -> Result {
    let pool = ConnectionPool(
        configuration: ConnectionConfiguration(uri: database.uri),
        limits: PoolLimits(maximum: 8, waitTimeout: .seconds(2)), logger: TestLog.quiet)
    try await Migrator().migrate(using: pool)
    do {
        let result = try await body(pool)
        await pool.close()
        return result
    } catch {
        await pool.close()
        throw error
    }
}
