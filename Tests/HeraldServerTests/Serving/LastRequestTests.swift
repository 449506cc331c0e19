import HeraldTesting
import Testing

@Suite("A request after which the connection would speak another language", .database)
struct LastRequestTests {
    @Test(
        "is the last of its connection",
        arguments: [
            "CONNECT elsewhere:443 HTTP/1.1\r\nHost: elsewhere\r\n\r\n",
            "GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n",
        ])
    func last(request: String) async throws {
        try await RunningServer.with { server async throws in
            let connection = try server.connect()
            try await connection.send(request)
            let response = try await connection.response()
            #expect(request.hasPrefix("GET") ? response.status == 200 : response.status >= 400)
            #expect(response.headers["connection"] == "close")
            #expect(await connection.isClosed())
        }
    }
}
