public import Delivery
public import Postgres
public import Projection

/// Does what people ask for about communications.
public protocol CommunicationActing: Sendable {
    /// Acts on a communication.
    ///
    /// - Parameter to: for a resend, another address than the first time; nil: the same.
    /// - Throws: `ActionError` if the action was refused, `PostgresError` if the database is away.
    func perform(
        _ action: CommunicationAction, on id: PostgresUUID, to: String?, request: ActionRequest
    ) async throws -> ActionResult

    /// What people did about a communication, oldest first.
    func recorded(on communication: StoredCommunication) async throws -> [ActionRecord]
}

extension CommunicationActions: CommunicationActing {
    public func perform(
        _ action: CommunicationAction, on id: PostgresUUID, to: String?, request: ActionRequest
    ) async throws -> ActionResult {
        switch action {
        case .resend: try await resend(id, to: to, request)
        case .retry: try await retry(id, request)
        case .dismiss: try await dismiss(id, request)
        case .acknowledge: try await acknowledge(id, request)
        }
    }
}
