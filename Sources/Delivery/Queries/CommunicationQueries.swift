public import OMSMessages
public import Postgres
import Schema

/// Reads communications, their deliveries, attempts, content and actions.
public struct CommunicationQueries: Sendable {
    private let pool: ConnectionPool

    public init(pool: ConnectionPool) { self.pool = pool }

    /// One communication; nil when there is none.
    public func communication(_ id: PostgresUUID) async throws -> StoredCommunication? {
        try await pool.withConnection { connection in
            try connection.query(SQL.storedCommunication, [id]).only.map { try StoredCommunication($0) }
        }
    }

    /// The deliveries of communications, by communication.
    public func deliveries(
        of communications: [StoredCommunication]
    ) async throws -> [PostgresUUID: [DeliveryRecord]] {
        var parameters = Parameters()
        parameters.append(array: communications.map(\.shard))
        parameters.append(array: communications.map(\.id))
        let keys = parameters
        let records = try await pool.withConnection { connection in
            try connection.query(SQL.deliveriesOfCommunications, keys).map { try DeliveryRecord($0) }
        }
        return Dictionary(grouping: records, by: \.communicationID)
    }

    /// The deliveries of one communication, by channel and recipient.
    public func deliveries(of communication: StoredCommunication) async throws -> [DeliveryRecord] {
        try await deliveries(of: [communication])[communication.id] ?? []
    }

    /// The attempts of one communication, oldest first.
    public func attempts(of communication: StoredCommunication) async throws -> [AttemptRecord] {
        try await pool.withConnection { connection in
            try connection.query(SQL.attemptsOfCommunication, [communication.shard, communication.id]).map {
                try AttemptRecord($0)
            }
        }
    }

    /// What was sent, byte for byte; nil while nothing was rendered.
    public func content(_ part: ContentPart, of communication: StoredCommunication) async throws -> [UInt8]? {
        try await pool.withConnection { connection in
            try connection.query(
                SQL.contentOfCommunication, [communication.shard, communication.id, part.rawValue]
            ).only?.bytes(0)
        }
    }

    /// What people did about a communication, oldest first.
    public func actions(on communication: StoredCommunication) async throws -> [ActionRecord] {
        try await pool.withConnection { connection in
            try connection.query(SQL.actionsOfCommunication, [communication.shard, communication.id]).map {
                try ActionRecord($0)
            }
        }
    }

    /// Holds past their deadline, the most overdue first.
    /// - Parameters:
    ///   - last: the last one of the page before; nil for the first page.
    ///   - limit: how many, at most 1000.
    public func needingAttention(
        after last: StoredCommunication? = nil, limit: Int = 100
    ) async throws -> [StoredCommunication] {
        let after = last?.dueAt.map { PostgresTimestamp($0) } ?? .negativeInfinity
        return try await page(
            SQL.communicationsNeedingAttention, [after, last?.id ?? PostgresUUID(high: 0, low: 0)], limit)
    }

    /// Dead letters: communications of which no delivery succeeded, the newest first.
    /// - Parameters:
    ///   - last: the last one of the page before; nil for the first page.
    ///   - limit: how many, at most 1000.
    public func failed(before last: StoredCommunication? = nil, limit: Int = 100) async throws -> [StoredCommunication]
    {
        let before = last.map { PostgresTimestamp($0.decidedAt) } ?? .infinity
        return try await page(
            SQL.failedCommunications, [before, last?.id ?? PostgresUUID(high: .max, low: .max)], limit)
    }

    private func page(
        _ statement: Statement, _ position: Parameters, _ limit: Int
    ) async throws -> [StoredCommunication] {
        var parameters = position
        parameters.append(Int32(min(max(1, limit), 1_000)))
        let bound = parameters
        return try await pool.withConnection { connection in
            try connection.query(statement, bound).map { try StoredCommunication($0) }
        }
    }
}

/// A row of `communication_action`: who did what, when and why.
public struct ActionRecord: Hashable, Sendable {
    public var actedAt: Timestamp
    public var action: CommunicationAction?
    public var actor: String
    public var reason: String
    public var idempotencyKey: String?
    /// The communication that the action made.
    public var resultID: PostgresUUID?

    init(_ row: Row) throws(PostgresError) {
        actedAt = Timestamp(try row.timestamp(0))
        action = CommunicationAction(rawValue: try row.string(1))
        actor = try row.string(2)
        reason = try row.string(3)
        idempotencyKey = try row.optionalString(4)
        resultID = try row.optionalUUID(5)
    }
}
