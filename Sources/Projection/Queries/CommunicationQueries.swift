import Communications
import OMSMessages
public import Postgres
import Schema

/// Reads communications, deliveries, attempts and stored content.
public struct CommunicationQueries: Sendable {
    let pool: ConnectionPool

    public init(pool: ConnectionPool) { self.pool = pool }

    /// One communication with its deliveries, or nil.
    public func communication(_ id: PostgresUUID) async throws -> StoredCommunication? {
        try await pool.withConnection { connection in
            try connection.communications(SQL.storedCommunication, [id]).first
        }
    }

    /// The communications of one order id with their deliveries, in the order of the messages that caused them.
    public func communications(ofOrder orderID: String, shard: Int16) async throws -> [StoredCommunication] {
        try await pool.withConnection { connection in
            try connection.communications(ofOrder: orderID, shard: shard)
        }
    }

    /// Communications that match a filter, with their deliveries, newest decision first.
    /// - Parameter limit: how many at most.
    public func list(
        _ filter: CommunicationFilter, after cursor: CommunicationCursor? = nil, limit: Int
    ) async throws -> [StoredCommunication] {
        try await pool.withConnection { connection in
            var binds = Parameters()
            binds.append(filter.kind)
            binds.append(filter.status)
            binds.append(filter.reason)
            binds.append(filter.audience)
            binds.append(filter.salesChannel)
            binds.append(filter.orderID)
            binds.append(filter.since)
            binds.append(filter.until)
            binds.append(cursor?.decidedAt)
            binds.append(cursor?.id)
            binds.append(Int32(clamping: limit))
            return try connection.communications(SQL.listCommunications, binds)
        }
    }

    /// Dead letters: communications of which no delivery succeeded, the newest first.
    /// - Parameter limit: how many at most.
    public func failed(limit: Int = 100) async throws -> [StoredCommunication] {
        var filter = CommunicationFilter()
        filter.status = CommunicationStatus.failed.rawValue
        return try await list(filter, limit: limit)
    }

    /// Holds past their deadline, the most overdue first.
    /// - Parameters:
    ///   - last: the last one of the page before; nil for the first page.
    ///   - limit: how many at most.
    public func needingAttention(
        after last: StoredCommunication? = nil, limit: Int = 100
    ) async throws -> [StoredCommunication] {
        let after = last?.dueAt.map { PostgresTimestamp($0) } ?? .negativeInfinity
        let id = last?.id ?? PostgresUUID(high: 0, low: 0)
        return try await pool.withConnection { connection in
            try connection.communications(SQL.communicationsNeedingAttention, [after, id, Int32(clamping: limit)])
        }
    }

    /// The attempts of all deliveries of a communication, oldest first.
    public func attempts(of communication: StoredCommunication) async throws -> [AttemptRecord] {
        let (shard, id) = (communication.shard, communication.id)
        return try await pool.withConnection { connection in
            try connection.query(SQL.attemptsOfCommunication, [shard, id]).map { try AttemptRecord($0) }
        }
    }

    /// What a communication said, byte for byte; nil if it was not sent or has no such part.
    public func content(_ part: ContentPart, of communication: StoredCommunication) async throws -> [UInt8]? {
        let (shard, id) = (communication.shard, communication.id)
        return try await pool.withConnection { connection in
            try connection.query(SQL.contentOfCommunication, [shard, id, part.rawValue]).first?.bytes(0)
        }
    }
}

extension Connection {
    /// The communications of one order id with their deliveries, in the order of the messages that caused them.
    func communications(ofOrder orderID: String, shard: Int16) throws(PostgresError) -> [StoredCommunication] {
        try StoredCommunication.all(in: query(SQL.communicationsOfOrder, [shard, orderID]))
    }

    /// Communications as a statement finds them, with their deliveries.
    func communications(
        _ statement: Statement, _ binds: Parameters
    ) throws(PostgresError) -> [StoredCommunication] {
        var found: [StoredCommunication] = []
        for row in try query(statement, binds) { found.append(try StoredCommunication(row)) }
        guard !found.isEmpty else { return [] }
        var keys = Parameters()
        keys.append(array: found.map(\.shard))
        keys.append(array: found.map(\.id))
        var deliveries: [PostgresUUID: [DeliveryRecord]] = [:]
        for row in try query(SQL.deliveriesOfCommunications, keys) {
            let id = try row.uuid(0)
            deliveries[id, default: []].append(try DeliveryRecord(row, of: id, from: 1))
        }
        for index in found.indices { found[index].deliveries = deliveries[found[index].id] ?? [] }
        return found
    }
}
