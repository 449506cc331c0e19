import HeraldTesting
import Postgres
import Testing

@testable import EmbeddedPostgres

extension EmbeddedCluster {
    /// The first column of the first row, as text.
    nonisolated func text(_ sql: String) async throws -> String {
        let connection = try await Connection.connect(ConnectionConfiguration(uri: uri), logger: TestLog.quiet)
        do {
            let text = try await connection.perform { connection in
                try connection.query(Statement(name: "", sql: "SELECT (\(sql))::text"))[0].string(0)
            }
            await connection.close()
            return text
        } catch {
            await connection.close()
            throw error
        }
    }

    nonisolated func run(script: String) async throws {
        let connection = try await Connection.connect(ConnectionConfiguration(uri: uri), logger: TestLog.quiet)
        do { try await connection.script(script) } catch {
            await connection.close()
            throw error
        }
        await connection.close()
    }

    /// The processes of this cluster that run now.
    nonisolated func processes() throws -> [Int32] {
        let identity = try ClusterIdentity(data: layout.data)
        return Leftovers(identity: identity, layout: layout, logger: TestLog.quiet).processes()
    }
}
