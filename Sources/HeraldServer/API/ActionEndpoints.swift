internal import Communications
internal import Crypto
internal import Delivery
internal import HTTPTypes
internal import OMSMessages
internal import Postgres

/// What agents do about communications.
struct ActionEndpoints: Sendable {
    /// Largest body of a request.
    static let maximumBody = 64 << 10
    static let maximumReason = 1000

    let actions: (any CommunicationActing)?
    let bodies: BodyReader
    let retryAfter: Int

    func perform(_ action: CommunicationAction, _ call: Call) async throws -> Answer {
        let id = try call.id()
        guard let actions else {
            throw Problem.unavailable("this node does not act on communications; ask another", retryAfter: retryAfter)
        }
        let body = try await bodies.withBody(of: call.request, on: call.channel, limit: Self.maximumBody) { $0 }
        let wish = try Wish(body, action: action)
        let request = ActionRequest(
            actor: wish.actor.map { "\($0) (\(call.caller.name))" } ?? call.caller.name, reason: wish.reason,
            idempotencyKey: try Self.idempotencyKey(call), digest: wish.digest)
        let result = try await actions.perform(action, on: id, to: wish.to, request: request)
        return Answer.json { json in
            json.object { json in
                json.member("communication_id", result.communicationID.description)
                json.member("status", result.status.rawValue)
                json.member("result_id", result.resultID?.description)
                json.member("repeated", result.isRepetition)
            }
        }
    }

    private static func idempotencyKey(_ call: Call) throws(Problem) -> String? {
        guard let key = call.header(.idempotencyKey), !key.isEmpty else { return nil }
        guard key.utf8.count <= 255 else {
            throw .invalidParameter("Idempotency-Key", "must not be longer than 255 bytes")
        }
        return key
    }

    /// The body of a request.
    private struct Wish {
        var actor: String?
        var reason: String
        var to: String?

        /// The same for the same wish, however it is written.
        var digest: [UInt8] {
            var json = JSONWriter()
            json.object { json in
                json.member("reason", reason)
                json.member("actor", actor)
                json.member("to", to)
            }
            return Array(SHA256.hash(data: json.bytes))
        }

        init(_ body: [UInt8], action: CommunicationAction) throws(Problem) {
            let document: JSONDocument
            do throws(JSONError) {
                document = try JSONDocument(body)
            } catch {
                throw Problem(.invalidBody, "the body is no JSON: \(error); send {\"reason\": \"…\"}")
            }
            let root = document.root
            guard root.kind == .object else {
                throw Problem(.invalidBody, "the body must be an object such as {\"reason\": \"…\"}")
            }
            let known = action == .resend ? ["reason", "actor", "to"] : ["reason", "actor"]
            for (name, value) in root.members {
                guard known.contains(name) else {
                    throw .invalidParameter(
                        String(name.prefix(60)), "is unknown; known are " + known.joined(separator: ", "))
                }
                guard value.kind == .string || value.isNull else { throw .invalidParameter(name, "must be text") }
                guard value.string?.utf8.contains(0) != true else {
                    throw .invalidParameter(name, "must not contain U+0000")
                }
                guard value.string.map({ $0.unicodeScalars.count <= ActionEndpoints.maximumReason }) ?? true else {
                    throw .invalidParameter(
                        name, "must not be longer than \(ActionEndpoints.maximumReason) characters")
                }
            }
            guard let reason = root.string("reason"),
                reason.unicodeScalars.contains(where: { !$0.properties.isWhitespace })
            else {
                throw .invalidParameter("reason", "must say why, in your words")
            }
            self.reason = reason
            actor = root.string("actor").flatMap { $0.isEmpty ? nil : String($0.prefix(200)) }
            to = root.string("to").flatMap { $0.isEmpty ? nil : $0 }
        }
    }
}
