internal import Communications
internal import Delivery
internal import OMSMessages
internal import Postgres

/// What agents do about communications.
struct ActionEndpoints: Sendable {
    let actions: (any CommunicationActing)?
    let bodies: BodyReader
    let retryAfter: Int

    func perform(_ action: CommunicationAction, _ call: Call) async throws -> Answer {
        let id = try call.id()
        guard let actions else {
            throw Problem.unavailable("this node does not act on communications; ask another", retryAfter: retryAfter)
        }
        let body = try await ActionBody(call, bodies, members: action == .resend ? ["to"] : [])
        let request = ActionRequest(
            actor: body.actor, reason: body.reason, idempotencyKey: try call.idempotencyKey(), digest: body.digest)
        let result = try await actions.perform(action, on: id, to: try body.email("to"), request: request)
        return Answer.json { json in
            json.object { json in
                json.member("communication_id", result.communicationID.description)
                json.member("status", result.status.rawValue)
                json.member("result_id", result.resultID?.description)
                json.member("repeated", result.isRepetition)
            }
        }
    }
}
