public import Postgres
internal import Schema

/// The access tokens in the database: made, listed and revoked with `herald token`.
public struct AccessTokens: Sendable {
    /// A token as the database knows it; its text is nowhere.
    public struct StoredToken: Hashable, Sendable {
        public let id: Int64
        public let name: String
        public let role: Role
        public let createdAt: PostgresTimestamp
        public let revokedAt: PostgresTimestamp?
        /// To the minute.
        public let lastUsedAt: PostgresTimestamp?
        let hash: [UInt8]
    }

    /// The longest name of a token, in characters.
    public static let maximumName = 100

    private let pool: ConnectionPool

    public init(pool: ConnectionPool) { self.pool = pool }

    /// Makes a token.
    ///
    /// - Parameters:
    ///   - name: who it is for, from 1 to ``maximumName`` characters.
    ///   - actor: who makes it; recorded, with why.
    /// - Returns: the text, which only its bearer ever sees again.
    public func create(
        name: String, role: Role, by actor: String = "herald", reason: String = "not stated"
    ) async throws -> (id: Int64, token: String) {
        guard (1...Self.maximumName).contains(name.count) else { throw AccessTokenError.invalidName }
        let token = TokenText.random()
        let parameters: Parameters = [name, role.rawValue, TokenText.hash(token), actor, reason]
        let id = try await pool.withConnection { try $0.query(SQL.createAccessToken, parameters)[0].int64(0) }
        return (id, token)
    }

    /// Makes a token useless, within seconds everywhere.
    ///
    /// - Parameter actor: who revokes it; recorded, with why.
    /// - Returns: whether there was one that worked.
    @discardableResult public func revoke(
        _ id: Int64, by actor: String = "herald", reason: String = "not stated"
    ) async throws -> Bool {
        try await pool.withConnection { try $0.execute(SQL.revokeAccessToken, [id, actor, reason]) > 0 }
    }

    /// All tokens, revoked ones too, oldest first.
    public func list() async throws -> [StoredToken] {
        let rows = try await pool.withConnection { try $0.query(SQL.listAccessTokens) }
        return try rows.map { row in
            guard let role = Role(rawValue: try row.string(2)) else {
                throw row.decodingError(2, expected: "role of this version")
            }
            return StoredToken(
                id: try row.int64(0), name: try row.string(1), role: role, createdAt: try row.timestamp(4),
                revokedAt: try row.optionalTimestamp(5), lastUsedAt: try row.optionalTimestamp(6),
                hash: try row.bytes(3))
        }
    }

    func noteUse(_ ids: [Int64]) async throws {
        _ = try await pool.withConnection { try $0.execute(SQL.noteAccessTokenUse, [ids]) }
    }
}

/// Why a token was not made.
public enum AccessTokenError: Error, Hashable, Sendable, CustomStringConvertible {
    case invalidName

    public var description: String {
        "the name of a token has from 1 to \(AccessTokens.maximumName) characters; say who it is for"
    }
}
