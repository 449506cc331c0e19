import Communications
import Logging
import OrderModel
import Postgres
import Projection
import Schema

extension CommunicationActions {
    /// What an action did.
    struct Effect: Sendable {
        var status: CommunicationStatus
        var result: PostgresUUID?
    }

    /// The order as it stands; nil when it cannot be read.
    typealias Body =
        @Sendable (StoredCommunication, OrderState?, isolated Connection) throws -> Effect?

    /// Runs an action once: locks the communication, answers a repeated request from the record, refuses impossible states,
    /// acts and records, all in one transaction.
    /// - Parameter body: acts; nil where nothing was left to do.
    func act(
        _ action: CommunicationAction, on id: PostgresUUID, _ request: ActionRequest, _ body: @escaping Body
    ) async throws -> ActionResult {
        let result = try await pool.transaction { connection in
            guard let row = try connection.query(SQL.lockCommunication, [id]).only else {
                throw ActionError.notFound(id)
            }
            let communication = try StoredCommunication(row)
            if let earlier = try repetition(of: action, communication, request, connection) { return earlier }
            let isDone = action == .acknowledge && communication.status == .acknowledged
            guard isDone || action.statuses.contains(communication.status) else {
                throw ActionError.impossible(action, status: communication.status)
            }
            let state = try row.optionalBytes(StoredCommunication.columnCount).flatMap {
                try? OrderState(document: $0)
            }
            guard let effect = try body(communication, state, connection) else {
                return ActionResult(
                    communicationID: id, status: communication.status, resultID: nil, isRepetition: true)
            }
            try connection.execute(
                SQL.insertCommunicationAction,
                [
                    communication.shard, id, action.rawValue, request.actor, request.reason, request.idempotencyKey,
                    effect.result, request.digest,
                ])
            return ActionResult(
                communicationID: id, status: effect.status, resultID: effect.result, isRepetition: false)
        }
        logger.info(
            "communication action",
            metadata: ["id": "\(id)", "action": "\(action.rawValue)", "repetition": "\(result.isRepetition)"])
        return result
    }

    /// The answer that was given to the same request before.
    private func repetition(
        of action: CommunicationAction, _ communication: StoredCommunication, _ request: ActionRequest,
        _ connection: isolated Connection
    ) throws -> ActionResult? {
        guard let key = request.idempotencyKey,
            let row = try connection.query(
                SQL.findCommunicationAction, [communication.shard, communication.id, key]
            ).only
        else { return nil }
        guard let earlier = CommunicationAction(rawValue: try row.string(0)), earlier == action else {
            throw ActionError.keyOfOtherAction(CommunicationAction(rawValue: try row.string(0)) ?? action)
        }
        if let digest = request.digest, let known = try row.optionalBytes(2), known != digest {
            throw ActionError.keyOfOtherRequest
        }
        return ActionResult(
            communicationID: communication.id, status: communication.status, resultID: try row.optionalUUID(1),
            isRepetition: true)
    }
}
