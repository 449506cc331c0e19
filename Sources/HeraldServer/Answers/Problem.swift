internal import HTTPTypes
internal import OMSMessages

/// What went wrong, as RFC 9457 problem details.
struct Problem: Error, Sendable {
    let kind: Kind
    /// What happened, to what, and what to do; without content of messages, addresses or secrets.
    let detail: String
    static let contentType = "application/problem+json"

    /// The parameter that is wrong.
    var parameter: String?
    var headers: [(HTTPField.Name, String)] = []
    var closesConnection = false

    /// The one table of what may go wrong: code, status, title.
    enum Kind: String, Hashable, Sendable, CaseIterable {
        case invalidParameter = "invalid-parameter"
        case invalidBody = "invalid-body"
        case unauthorized
        case forbidden
        case notFound = "not-found"
        case methodNotAllowed = "method-not-allowed"
        case conflict
        case gone
        case bodyTooLarge = "body-too-large"
        case refused
        case keyReused = "idempotency-key-reused"
        case unavailable
        case internalError = "internal-error"

        var status: HTTPResponse.Status {
            switch self {
            case .invalidParameter, .invalidBody: .badRequest
            case .unauthorized: .unauthorized
            case .forbidden: .forbidden
            case .notFound: .notFound
            case .methodNotAllowed: .methodNotAllowed
            case .conflict, .refused: .conflict
            case .gone: .gone
            case .bodyTooLarge: .contentTooLarge
            case .keyReused: .unprocessableContent
            case .unavailable: .serviceUnavailable
            case .internalError: .internalServerError
            }
        }

        var title: String {
            switch self {
            case .invalidParameter: "A parameter is wrong"
            case .invalidBody: "The body is wrong"
            case .unauthorized: "Who calls is not known"
            case .forbidden: "The caller may not do this"
            case .notFound: "There is no such thing"
            case .methodNotAllowed: "The method is not allowed here"
            case .conflict: "The request contradicts the state of things"
            case .gone: "It is too long ago"
            case .bodyTooLarge: "The body is too large"
            case .refused: "The action makes no sense here"
            case .keyReused: "The idempotency key belongs to another request"
            case .unavailable: "Not available at the moment"
            case .internalError: "Something went wrong inside herald"
            }
        }

        /// The `type` of the problem details.
        var type: String { "urn:herald:problem:" + rawValue }
    }

    init(_ kind: Kind, _ detail: String) {
        self.kind = kind
        self.detail = detail
    }

    /// - Parameter detail: continues "Parameter 'name' …"; without a name, a sentence.
    static func invalidParameter(_ name: String?, _ detail: String) -> Problem {
        var problem = Problem(.invalidParameter, name.map { "parameter '\($0)' \(detail)" } ?? detail)
        problem.parameter = name
        return problem
    }

    static func notFound(_ detail: String) -> Problem { Problem(.notFound, detail) }

    static func unavailable(_ detail: String, retryAfter: Int) -> Problem {
        var problem = Problem(.unavailable, detail)
        problem.headers.append((.retryAfter, String(retryAfter)))
        return problem
    }

    /// - Parameter instance: identifies this occurrence: the request id.
    func answer(instance: String) -> Answer {
        var answer = Answer.json(kind.status) { json in
            json.object { json in
                json.member("type", kind.type)
                json.member("title", kind.title)
                json.member("status", kind.status.code)
                json.member("detail", detail)
                json.member("instance", "urn:herald:request:" + instance)
                if let parameter { json.member("parameter", parameter) }
            }
        }
        answer.contentType = Self.contentType
        answer.headers = headers
        answer.closesConnection = closesConnection
        return answer
    }
}
