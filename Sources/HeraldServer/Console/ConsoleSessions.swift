internal import Postgres
internal import Schema

/// The sessions of the console: a browser that has shown a token once. Nodes share them; only hashes are stored.
struct ConsoleSessions: Sendable {
    let pool: ConnectionPool
    let directory: TokenDirectory
    let lifetime: Duration

    /// Who signed in with a session; nil if it has ended, or its token works no longer.
    func caller(_ session: String) async throws -> Caller? {
        let binds: Parameters = [TokenText.hash(session)]
        let rows = try await pool.withConnection { try $0.query(SQL.findConsoleSession, binds).map { try $0.bytes(0) } }
        return rows.first.flatMap { directory.caller(hash: $0) }
    }

    /// Starts a session for the bearer of a token.
    /// - Returns: its text, for the cookie alone.
    func start(token: String) async throws -> String {
        let session = Self.randomText()
        let binds: Parameters = [
            TokenText.hash(session), TokenText.hash(token), Int64(lifetime.components.seconds),
        ]
        _ = try await pool.withConnection { try $0.execute(SQL.startConsoleSession, binds) }
        return session
    }

    func end(_ session: String) async throws {
        let binds: Parameters = [TokenText.hash(session)]
        _ = try await pool.withConnection { try $0.execute(SQL.endConsoleSession, binds) }
    }

    /// The text of a session, or of a visit without one: 256 random bits.
    static func randomText() -> String { Hexadecimal.text(RandomBytes.make(words: 4)) }

    /// Whether a text may be one of ours.
    static func isText(_ text: Substring) -> Bool { text.utf8.count == 64 && Hexadecimal.bytes(text) != nil }
}
