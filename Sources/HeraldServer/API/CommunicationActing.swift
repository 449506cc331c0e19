public import struct Delivery.ActionRequest
public import struct Delivery.ActionResult
public import enum Delivery.CommunicationAction
public import Postgres

/// Does what people ask for about communications; the composition root connects it.
public protocol CommunicationActing: Sendable {
    /// Acts on a communication.
    ///
    /// - Parameter to: for a resend, another address than the first time; nil: the same.
    /// - Throws: `ActionError` if the action was refused, `PostgresError` if the database is away.
    func perform(
        _ action: CommunicationAction, on id: PostgresUUID, to: String?, request: ActionRequest
    ) async throws -> ActionResult
}
