import EmbeddedPostgres
import Postgres
import Schema

extension Bench {
    /// Waits until the server has done in the background what earlier stages left to do, so that no stage pays for another.
    func settle() async throws {
        Terminal.progress("waiting for the server's background work")
        _ = await takeCheckpoint()
        let start = ContinuousClock.now
        // The private server begins with vacuum within 15 seconds.
        var quietSince = start
        while .now - quietSince < .seconds(20), .now - start < .seconds(180) {
            try await Task.sleep(for: .milliseconds(200))
            let vacuums = try await node.pool.withConnection { try $0.query(SQL.countVacuums)[0].int(0) }
            if vacuums > 0 { quietSince = .now }
        }
    }

    /// Writes out what earlier stages changed, and leaves the server the files of its log to use again: to fill a new one with
    /// zeros takes it some 50 ms, in which no commit ends.
    /// - Returns: why there is none, if there is none; not every account may.
    func takeCheckpoint() async -> String? {
        do {
            if let cluster = node.cluster {
                let superuser = cluster.uri(database: EmbeddedCluster.database, role: EmbeddedCluster.superuser)
                let connection = try await Connection.connect(
                    ConnectionConfiguration(uri: superuser), logger: node.logger)
                do {
                    try await connection.perform { _ = try $0.execute(SQL.takeCheckpoint) }
                } catch {
                    await connection.close()
                    throw error
                }
                await connection.close()
            } else {
                _ = try await node.pool.withConnection { try $0.execute(SQL.takeCheckpoint) }
            }
            return nil
        } catch let error as PostgresError {
            return "none: \(error.message)"
        } catch {
            return "none: \(error)"
        }
    }
}
