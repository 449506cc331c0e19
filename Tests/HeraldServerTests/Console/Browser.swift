import HeraldTesting

/// A browser as far as cookies and forms go: keeps the cookie it is given and sends what a form on a page holds.
final class Browser {
    private let server: RunningServer
    private(set) var cookie: String?

    init(_ server: RunningServer, cookie: String? = nil) {
        self.server = server
        self.cookie = cookie
    }

    func get(_ target: String, _ headers: [String: String] = [:]) async throws -> TestResponse {
        note(try await server.get(target, with(headers)))
    }

    /// Sends a form with the token that the page it stands on has.
    func submit(
        _ target: String, from page: String, _ fields: [String: String] = [:], _ headers: [String: String] = [:]
    ) async throws -> TestResponse {
        let token = Self.formToken(try await get(page).text) ?? ""
        return try await post(target, fields.merging(["form_token": token]) { $1 }, headers)
    }

    func post(_ target: String, _ fields: [String: String], _ headers: [String: String] = [:]) async throws
        -> TestResponse
    {
        let body = fields.map { "\(Self.encoded($0.key))=\(Self.encoded($0.value))" }.joined(separator: "&")
        var headers = with(headers)
        headers["Content-Type"] = "application/x-www-form-urlencoded"
        return note(try await server.post(target, body, headers))
    }

    /// Signs in with a token.
    func signIn(_ token: String, to: String = "/") async throws -> TestResponse {
        try await submit("/sign-in", from: "/sign-in", ["token": token, "to": to])
    }

    /// The form token of a page.
    static func formToken(_ page: String) -> String? {
        page.firstMatch(of: #/name="form_token" value="([0-9a-f]+)"/#).map { String($0.1) }
    }

    private func with(_ headers: [String: String]) -> [String: String] {
        var headers = headers
        headers["Accept"] = "text/html"
        if let cookie { headers["Cookie"] = cookie }
        return headers
    }

    private func note(_ response: TestResponse) -> TestResponse {
        if let set = response.headers["set-cookie"] { cookie = String(set.prefix { $0 != ";" }) }
        return response
    }

    private static func encoded(_ text: String) -> String {
        text.utf8.map { byte in
            let digits = String(byte, radix: 16)
            return "%" + (digits.utf8.count == 1 ? "0" : "") + digits
        }.joined()
    }
}
