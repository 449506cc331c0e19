import OMSMessages
public import Postgres
import Schema

/// What may be asked of communications.
public struct CommunicationFilter: Sendable {
    public var kind: String?
    public var status: String?
    public var reason: String?
    public var audience: String?
    public var salesChannel: String?
    public var orderID: String?
    /// Decided at or after.
    public var since: PostgresTimestamp?
    /// Decided before.
    public var until: PostgresTimestamp?

    public init() {}
}

/// Where a list of communications goes on.
public struct CommunicationCursor: Sendable, Hashable {
    public var decidedAt: PostgresTimestamp
    public var id: PostgresUUID
    public init(decidedAt: PostgresTimestamp, id: PostgresUUID) {
        self.decidedAt = decidedAt
        self.id = id
    }
}

/// Reads communications, deliveries, attempts and stored content.
public struct CommunicationQueries: Sendable {
    private let pool: ConnectionPool

    public init(pool: ConnectionPool) { self.pool = pool }

    /// One communication, or nil.
    public func communication(_ id: PostgresUUID) async throws -> StoredCommunication? {
        try await pool.withConnection { connection in
            guard let row = try connection.query(SQL.communicationResource, [id]).first else { return nil }
            return try connection.withDeliveries([try StoredCommunication(row)]).first
        }
    }

    /// The communications of one order id, in the order of the messages that caused them.
    public func communications(ofOrder orderID: String, shard: Int16) async throws -> [StoredCommunication] {
        try await pool.withConnection { connection in
            var found: [StoredCommunication] = []
            for row in try connection.query(SQL.communicationsOfOrder, [shard, orderID]) {
                found.append(try StoredCommunication(row))
            }
            return try connection.withDeliveries(found)
        }
    }

    /// Communications that match a filter, newest decision first.
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
            var found: [StoredCommunication] = []
            for row in try connection.query(SQL.listCommunications, binds) {
                found.append(try StoredCommunication(row))
            }
            return try connection.withDeliveries(found)
        }
    }

    /// The attempts of all deliveries of a communication, oldest first.
    public func attempts(of communication: StoredCommunication) async throws -> [StoredCommunication.Attempt] {
        let (shard, id) = (communication.shard, communication.id)
        return try await pool.withConnection { connection in
            var attempts: [StoredCommunication.Attempt] = []
            for row in try connection.query(SQL.attemptsOf, [shard, id]) {
                attempts.append(
                    StoredCommunication.Attempt(
                        channel: try row.string(0), recipient: try row.string(1), attempt: try row.int32(2),
                        startedAt: try row.timestamp(3), durationMilliseconds: try row.optionalInt32(4),
                        outcome: try row.optionalString(5), errorClass: try row.optionalString(6),
                        response: try row.optionalString(7), nextAttemptAt: try row.optionalTimestamp(8)))
            }
            return attempts
        }
    }

    /// What a communication said, byte for byte; nil if it was not sent or has no such part.
    /// - Parameter part: `subject`, `text`, `html`, `eml` or `json`.
    public func content(of communication: StoredCommunication, part: String) async throws -> [UInt8]? {
        let (shard, id) = (communication.shard, communication.id)
        return try await pool.withConnection { connection in
            try connection.query(SQL.contentOf, [shard, id, part]).first?.bytes(0)
        }
    }
}

extension Connection {
    /// Adds the deliveries, with one query for each shard.
    func withDeliveries(_ communications: [StoredCommunication]) throws(PostgresError) -> [StoredCommunication] {
        var result = communications
        let places = Dictionary(grouping: result.indices, by: { result[$0].shard })
        for (shard, indices) in places.sorted(by: { $0.key < $1.key }) {
            var placeOfID: [PostgresUUID: Int] = [:]
            for index in indices { placeOfID[result[index].id] = index }
            for row in try query(SQL.deliveriesOf, [shard, Array(placeOfID.keys)]) {
                guard let place = placeOfID[try row.uuid(0)] else { continue }
                result[place].deliveries.append(
                    StoredCommunication.Delivery(
                        channel: try row.string(1), recipient: try row.string(2), status: try row.string(3),
                        reason: try row.optionalString(4), attempts: try row.int32(5),
                        nextAttemptAt: try row.optionalTimestamp(6), createdAt: try row.timestamp(7),
                        finishedAt: try row.optionalTimestamp(8)))
            }
        }
        return result
    }
}
