/// An HTTP request that hands something over: `POST` with a body, over HTTP/1.1, following no redirects.
public struct HTTPPost: Sendable {
    /// With the scheme `https`, or `http` where ``allowsPlainText``.
    public var url: String
    public var headers: [(name: String, value: String)]
    public var body: [UInt8]
    /// Name and password of Basic authentication (RFC 7617).
    public var credentials: Credentials?
    public var allowsPlainText: Bool
    /// Whether the connection serves this request alone. libcurl repeats a request by itself when a connection that was
    /// kept turns out to be closed; where the other side knows no repetitions by their id, that must not happen.
    public var usesOwnConnection: Bool

    public init(
        url: String, headers: [(name: String, value: String)], body: [UInt8], credentials: Credentials? = nil,
        allowsPlainText: Bool = false, usesOwnConnection: Bool = false
    ) {
        self.url = url
        self.headers = headers
        self.body = body
        self.credentials = credentials
        self.allowsPlainText = allowsPlainText
        self.usesOwnConnection = usesOwnConnection
    }
}

/// What an HTTP server answered.
public struct HTTPAnswer: Hashable, Sendable {
    public var status: Int
    /// The body, cut to ``CurlOptions/maximumAnswer``.
    public var body: [UInt8]
    private let fields: [String: String]

    init(status: Int, fields: [String: String], body: [UInt8]) {
        self.status = status
        self.fields = fields
        self.body = body
    }

    /// The value of a header field, by its name in any case; the last where it is repeated.
    public func header(_ name: String) -> String? { fields[name.lowercased()] }
}
