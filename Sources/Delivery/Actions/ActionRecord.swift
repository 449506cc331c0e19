public import OMSMessages
public import Postgres
public import Projection
import Schema

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

extension CommunicationActions {
    /// What people did about a communication, oldest first.
    public func recorded(on communication: StoredCommunication) async throws -> [ActionRecord] {
        let (shard, id) = (communication.shard, communication.id)
        return try await pool.withConnection { connection in
            try connection.query(SQL.actionsOfCommunication, [shard, id]).map { try ActionRecord($0) }
        }
    }
}
