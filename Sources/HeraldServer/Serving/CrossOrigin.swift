internal import HTTPTypes

/// Which web pages of other origins may call the API from a browser (CORS, WHATWG Fetch); none unless configured.
///
/// It opens nothing by itself: who calls still needs a token, and no cookie counts.
struct CrossOrigin: Sendable {
    /// As browsers write them: scheme, host, port if it is not the scheme's own.
    let origins: Set<String>

    /// How long a browser may remember an answer, in seconds.
    private static let memory = "600"
    private static let requestHeaders =
        "Authorization, Content-Type, Idempotency-Key, If-None-Match, Last-Event-ID, X-Request-Id"
    private static let answerHeaders = "ETag, Retry-After, X-Request-Id"

    /// Whether pages of other origins are let at a path at all: the API and its description, not the bus's endpoint.
    private func concerns(_ path: Substring) -> Bool {
        !origins.isEmpty && (path.hasPrefix("/api/") || path == "/openapi.json")
    }

    /// The answer to a browser that asks before it calls; nil if this is no such question, or not from a page let in.
    func preflight(_ request: HTTPFields, path: Substring, methods: [HTTPRequest.Method]) -> Answer? {
        guard concerns(path), let origin = request[.origin], origins.contains(origin),
            request[.accessControlRequestMethod] != nil
        else { return nil }
        var answer = Answer(.noContent)
        answer.headers = [
            (.accessControlAllowMethods, methods.map(\.rawValue).sorted().joined(separator: ", ")),
            (.accessControlAllowHeaders, Self.requestHeaders), (.accessControlMaxAge, Self.memory),
        ]
        return answer
    }

    /// Tells the browser that the page may read the answer.
    func apply(to answer: inout Answer, _ request: HTTPFields, path: Substring) {
        guard concerns(path) else { return }
        answer.vary.append("Origin")
        guard let origin = request[.origin], origins.contains(origin) else { return }
        answer.headers.append((.accessControlAllowOrigin, origin))
        answer.headers.append((.accessControlExposeHeaders, Self.answerHeaders))
    }
}
