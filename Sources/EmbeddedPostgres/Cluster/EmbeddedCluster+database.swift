import Postgres

extension EmbeddedCluster {
    /// Creates herald's role and database where they are missing.
    func prepareDatabase() async throws {
        do {
            let configuration = ConnectionConfiguration(uri: uri(database: "postgres", role: Self.superuser))
            let connection = try await Connection.connect(configuration, logger: logger)
            do {
                try await connection.perform { connection in
                    try Self.prepareDatabase(on: connection)
                }
            } catch {
                await connection.close()
                throw error
            }
            await connection.close()
        } catch let error as PostgresError {
            throw EmbeddedPostgresError.preparationFailed(dataDirectory: dataDirectory, message: error.message)
        }
    }

    private static func prepareDatabase(on connection: isolated Connection) throws {
        let role = Statement(name: "", sql: "SELECT FROM pg_roles WHERE rolname = $1")
        if try connection.query(role, [Self.role]).isEmpty {
            // The whole search path is the schema that the migrator creates.
            try connection.script("CREATE ROLE \(Self.role) LOGIN; ALTER ROLE \(Self.role) SET search_path = herald")
        }
        let database = Statement(name: "", sql: "SELECT FROM pg_database WHERE datname = $1")
        if try connection.query(database, [Self.database]).isEmpty {
            try connection.script("CREATE DATABASE \(Self.database) OWNER \(Self.role)")
        }
    }
}
