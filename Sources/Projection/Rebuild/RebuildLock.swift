import Logging
import Postgres
import Schema

/// The lock that lets one rebuild work at a time: of a session of its own, so that it ends with the process, however that ends.
struct RebuildLock: Sendable {
    private let connection: Connection

    /// - Throws: ``RebuildError/running`` if another rebuild holds it.
    static func take(_ configuration: ConnectionConfiguration, logger: Logger) async throws -> RebuildLock {
        let connection = try await Connection.connect(configuration, logger: logger)
        do {
            // It is used seldom, and must not be ended for that.
            _ = try await connection.perform { try $0.query(SQL.keepIdleSession) }
            guard try await connection.perform({ try $0.query(SQL.lockRebuild).first?.bool(0) }) == true else {
                throw RebuildError.running
            }
        } catch {
            await connection.close()
            throw error
        }
        return RebuildLock(connection: connection)
    }

    /// Whether it is still held: the session may have been ended by an operator, or by a network between.
    var isHeld: Bool {
        get async { (try? await connection.perform { try $0.query(SQL.holdsRebuildLock)[0].bool(0) }) == true }
    }

    /// - Throws: ``RebuildError/lockLost`` if somebody else may have begun meanwhile.
    func check() async throws {
        try Task.checkCancellation()
        guard await isHeld else { throw RebuildError.lockLost }
    }

    /// Gives it back, also where this task is cancelled: the server may take a moment to notice that a connection was closed.
    func release() async {
        await Task {
            _ = try? await connection.perform { try $0.query(SQL.unlockRebuild) }
            await connection.close()
        }.value
    }
}
