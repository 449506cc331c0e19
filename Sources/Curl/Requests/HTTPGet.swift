/// An HTTP request that reads something: `GET` over HTTP/1.1, following no redirects.
public struct HTTPGet: Sendable {
    /// With the scheme `https`.
    public var url: String
    public var headers: [(name: String, value: String)]

    public init(url: String, headers: [(name: String, value: String)] = []) {
        self.url = url
        self.headers = headers
    }
}
