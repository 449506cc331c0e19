internal import HTTPTypes

/// One entry of the route table.
struct Route: Sendable {
    /// Who may call it.
    enum Access: Hashable, Sendable {
        /// Everybody who can reach the server.
        case open
        /// Bearers of a role; without any token, callers on this machine.
        case role(Role)
        /// The bus: by signature, or else by role `ingest`.
        case bus
    }

    let method: HTTPRequest.Method
    let pattern: PathPattern
    var access: Access
    /// Identifies it in the API's description.
    let operation: String
    let summary: String
    var parameters: [Parameter] = []
    /// What the answer is, and its status where it is fine.
    var answer: (status: Int, contentType: String, summary: String)
    /// What a JSON answer is made of.
    var schema: JSONSchema?
    /// What may go wrong, beside what may go wrong everywhere.
    var problems: [Problem.Kind] = []
    /// The members of the JSON body it takes.
    var bodyMembers: [BodyMember] = []
    /// Media type of the body, if it takes one.
    var bodyType: String?
    /// Whether it belongs to the console: it is for people, stands in no description, and fails with a page.
    var isPage = false
    /// Whether a request without a body makes no sense.
    var isBodyRequired = true
    /// Every media type that the answer may have, beside the usual one.
    var otherContentTypes: [String] = []
    var allContentTypes: [String] { [answer.contentType] + otherContentTypes }
    /// Whether the answer is one thing that clients may ask for again: it gets an entity tag.
    var isTagged = false
    private(set) var handle: @Sendable (Call) async throws -> Answer

    init(
        _ method: HTTPRequest.Method, _ pattern: String, _ access: Access, operation: String, _ summary: String,
        answer: (status: Int, contentType: String, summary: String),
        handle: @escaping @Sendable (Call) async throws -> Answer
    ) {
        self.method = method
        self.pattern = PathPattern(pattern)
        self.access = access
        self.operation = operation
        self.summary = summary
        self.answer = answer
        self.handle = handle
    }

    func with(_ change: (inout Route) -> Void) -> Route {
        var route = self
        change(&route)
        return route
    }

    /// The same route with another handler.
    func answering(_ handle: @escaping @Sendable (Call) async throws -> Answer) -> Route {
        var route = self
        route.handle = handle
        return route
    }
}
