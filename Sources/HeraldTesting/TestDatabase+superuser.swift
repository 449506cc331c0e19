import Postgres

/// Runs statements as the superuser, to do what nobody may.
public func asSuperuser(_ sql: String) async throws {
    let configuration = ConnectionConfiguration(
        uri: TestDatabase.current.superuserURI, settings: ["search_path": "herald"])
    let connection = try await Connection.connect(configuration, logger: TestLog.quiet)
    do {
        try await connection.script(sql)
        await connection.close()
    } catch {
        await connection.close()
        throw error
    }
}
