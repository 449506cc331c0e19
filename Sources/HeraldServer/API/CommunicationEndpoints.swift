internal import HTTPTypes
internal import OMSMessages
internal import Postgres
internal import Projection

/// Communications, what they said, and how they were delivered.
struct CommunicationEndpoints: Sendable {
    let communications: CommunicationQueries
    let explainer: Explainer

    init(_ dependencies: ServerDependencies) {
        communications = CommunicationQueries(pool: dependencies.pool)
        explainer = Explainer(pool: dependencies.pool, policy: dependencies.policy)
    }

    func list(_ call: Call) async throws -> Answer {
        let limit = try call.limit()
        let found = try await communications.list(
            try call.communicationFilter(), after: try call.communicationCursor(), limit: limit + 1)
        return Answer.json(capacity: 2048 * found.count) { json in
            json.object { json in
                json.member(
                    "communications",
                    array: { json in for communication in found.prefix(limit) { communication.write(to: &json) } })
                json.next(found.count > limit ? CommunicationCursor(after: found[limit - 1]).text : nil)
            }
        }
    }

    func one(_ call: Call) async throws -> Answer {
        let communication = try await find(call)
        return Answer.json(capacity: 4096) { communication.write(to: &$0) }
    }

    func attempts(_ call: Call) async throws -> Answer {
        let attempts = try await communications.attempts(of: try await find(call))
        return Answer.json(capacity: 256 * attempts.count) { json in
            json.object { json in
                json.member("attempts", array: { json in for attempt in attempts { attempt.write(to: &json) } })
            }
        }
    }

    func explain(_ call: Call) async throws -> Answer {
        guard let explanation = try await explainer.explain(try call.id()) else { throw Self.notFound }
        return Answer.json(capacity: 8192) { explanation.write(to: &$0) }
    }

    /// Lets a mail look as it does and do nothing: it is made of what strangers wrote.
    static let sandboxPolicy =
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox; frame-ancestors 'self'"

    /// The stored bytes of what was said. HTML is shown in a sandbox: it is made of what strangers wrote.
    func content(_ call: Call) async throws -> Answer {
        let part = try call.word("as", of: Words.contentParts).flatMap(ContentPart.init(rawValue:)) ?? .html
        let communication = try await find(call)
        guard let content = try await communications.content(part, of: communication) else {
            throw Problem.notFound(
                "nothing is stored as '\(part.rawValue)' for this communication; only what was sent has content")
        }
        var answer = Answer(.ok, contentType: Words.contentTypes[part.rawValue], body: content)
        answer.headers.append((.contentSecurityPolicy, Self.sandboxPolicy))
        if part == .eml { answer.headers.append((.contentDisposition, "attachment; filename=\"communication.eml\"")) }
        return answer
    }

    private func find(_ call: Call) async throws -> StoredCommunication {
        guard let communication = try await communications.communication(try call.id()) else {
            throw Self.notFound
        }
        return communication
    }

    private static var notFound: Problem { .notFound("there is no communication with this id") }
}
