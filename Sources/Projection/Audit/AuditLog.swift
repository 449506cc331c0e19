public import Postgres
import Schema

/// Reads what people did: about communications, orders and the installation.
public struct AuditLog: Sendable {
    private let pool: ConnectionPool

    public init(pool: ConnectionPool) { self.pool = pool }

    /// What may be asked of the record.
    public struct Filter: Sendable {
        public var action: String?
        public var actor: String?
        public var orderID: String?
        public var communicationID: PostgresUUID?
        /// At or after.
        public var since: PostgresTimestamp?
        /// Before.
        public var until: PostgresTimestamp?

        public init() {}
    }

    /// Where a list goes on.
    public struct Cursor: Hashable, Sendable {
        public var actedAt: PostgresTimestamp
        public var id: String
        public init(actedAt: PostgresTimestamp, id: String) {
            self.actedAt = actedAt
            self.id = id
        }
    }

    /// Actions that match a filter, newest first.
    /// - Parameter limit: how many at most.
    public func list(_ filter: Filter = Filter(), after cursor: Cursor? = nil, limit: Int) async throws -> [AuditEntry]
    {
        var binds = Parameters()
        binds.append(filter.action)
        binds.append(filter.actor)
        binds.append(filter.orderID)
        binds.append(filter.communicationID)
        binds.append(filter.since)
        binds.append(filter.until)
        binds.append(cursor?.actedAt)
        binds.append(cursor?.id)
        binds.append(Int32(clamping: limit))
        return try await pool.withConnection { [binds] connection in
            try connection.query(SQL.listAudit, binds).map { try AuditEntry($0) }
        }
    }
}
