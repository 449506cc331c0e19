import HeraldServer
import HeraldTesting
import OMSMessages
import Postgres
import Testing

@Suite("Who may call what", .database)
struct AccessTests {
    /// What each role may do: the status of a request to each kind of route.
    static let matrix: [(role: Role?, oms: Int, importing: Int, read: Int, act: Int, metrics: Int)] = [
        (nil, 401, 401, 401, 401, 401), (.ingest, 200, 200, 403, 403, 403), (.viewer, 403, 403, 200, 403, 200),
        (.agent, 403, 403, 200, 400, 200), (.operator, 200, 200, 200, 400, 200),
    ]

    @Test("A token allows what its role allows", arguments: matrix.indices)
    func roles(index: Int) async throws {
        let row = Self.matrix[index]
        let tokens = AccessTokens(pool: TestDatabase.current.pool)
        var headers: [String: String] = [:]
        if let role = row.role {
            headers["Authorization"] = "Bearer " + (try await tokens.create(name: "test", role: role).token)
        } else {
            _ = try await tokens.create(name: "another", role: .operator)
        }
        let sent = headers
        try await RunningServer.with { server async throws in
            let message = Messages.lineCancelled(order: "A")
            let id = "00000000-0000-0000-0000-000000000000"
            #expect(try await server.post("/oms", message, sent).status == row.oms)
            #expect(try await server.post("/oms/import", message, sent).status == row.importing)
            for path in ["orders", "communications", "projections", "dead-letters", "deliveries"] {
                #expect(try await server.get("/api/v1/\(path)", sent).status == row.read)
            }
            for action in ["resend", "retry", "dismiss", "acknowledge"] {
                // Without anybody to act, 503 stands for "would be done".
                let status = try await server.post("/api/v1/communications/\(id)/\(action)", "{}", sent).status
                #expect(status == (row.act == 400 ? 503 : row.act))
            }
            #expect(try await server.get("/metrics", sent).status == row.metrics)
            for path in ["/healthz", "/readyz", "/openapi.json"] {
                #expect(try await server.get(path, sent).status == 200)
            }
        }
    }

    @Test("A token of configuration works like one of the database")
    func configured() async throws {
        // SHA-256 of "swordfish".
        let hash = "b9f195c5cc7ef6afadbfbc42892ad47d3b24c6bc94bb510c4564a90a14e8b799"
        try await RunningServer.with {
            $0.tokens = [ConfiguredToken(name: "desk", role: .viewer, hash: hash)]
        } _: { server async throws in
            #expect(try await server.get("/api/v1/orders").status == 401)
            #expect(try await server.get("/api/v1/orders", ["Authorization": "Bearer swordfish"]).status == 200)
            #expect(try await server.get("/api/v1/orders", ["Authorization": "bearer swordfish"]).status == 200)
            for header in ["swordfish", "Basic swordfish", "Bearer Swordfish", "Bearer", "Bearer  "] {
                let response = try await server.get("/api/v1/orders", ["Authorization": header])
                #expect(response.status == 401, "\(header)")
                #expect(response.headers["www-authenticate"]?.hasPrefix("Bearer") == true)
            }
        }
    }

    @Test("A revoked token stops working; revoking the last one does not open the server")
    func revoked() async throws {
        let tokens = AccessTokens(pool: TestDatabase.current.pool)
        let (id, token) = try await tokens.create(name: "test", role: .viewer)
        try await RunningServer.with { server async throws in
            let headers = ["Authorization": "Bearer \(token)"]
            #expect(try await server.get("/api/v1/orders", headers).status == 200)
            #expect(try await tokens.revoke(id))
            #expect(try await tokens.revoke(id) == false)
            while try await server.get("/api/v1/orders", headers).status == 200 {}
            #expect(try await server.get("/api/v1/orders", headers).status == 401)
            #expect(try await server.get("/api/v1/orders").status == 401)
        }
        let stored = try await tokens.list()
        #expect(stored.map(\.name) == ["test"])
        #expect(stored[0].revokedAt != nil)
    }

    @Test("Tokens are random, and stored as a hash alone")
    func stored() async throws {
        let pool = TestDatabase.current.pool
        let tokens = AccessTokens(pool: pool)
        let first = try await tokens.create(name: "a", role: .ingest).token
        let second = try await tokens.create(name: "b", role: .ingest).token
        #expect(first != second)
        #expect(first.count == "herald_".count + 64)
        let hashes = try await pool.withConnection { connection in
            try connection.query(Statement(name: "", sql: "SELECT encode(hash, 'hex') FROM access_token"))
                .map { try $0.string(0) }
        }
        #expect(!hashes.contains(where: { first.contains($0) || second.contains($0) }))
        await #expect(throws: AccessTokenError.invalidName) { _ = try await tokens.create(name: "", role: .viewer) }
    }

    @Test("Without any token, this machine may call, but not the web pages in its browsers")
    func loopback() async throws {
        try await RunningServer.with { server async throws in
            #expect(try await server.get("/api/v1/orders").status == 200)
            #expect(try await server.get("/api/v1/orders", ["Host": "127.0.0.1:1"]).status == 200)
            #expect(try await server.get("/api/v1/orders", ["Host": "[::1]:1"]).status == 200)
            let rebound = try await server.get("/api/v1/orders", ["Host": "evil.example"])
            #expect(rebound.status == 403)
            let foreign = try await server.post(
                "/oms", Messages.lineCancelled(order: "A"), ["Origin": "https://evil.example"])
            #expect(foreign.status == 403)
            let own = try await server.get("/api/v1/orders", ["Host": "localhost:1", "Origin": "http://localhost:1"])
            #expect(own.status == 200)
        }
    }

    @Test("With a secret for signatures, a signed message needs no token; an import still does")
    func signedWithoutToken() async throws {
        let tokens = AccessTokens(pool: TestDatabase.current.pool)
        let token = try await tokens.create(name: "loader", role: .ingest).token
        try await RunningServer.with {
            $0.signatureSecrets = [Messages.secret]
        } _: { server async throws in
            let signed = try await server.send("POST", "/oms", ["X-Signature": Messages.signature], Messages.signed)
            #expect(signed.status == 200)
            let bearer = ["Authorization": "Bearer \(token)"]
            #expect(try await server.send("POST", "/oms", bearer, Messages.signed).status == 401)
            #expect(try await server.send("POST", "/oms/import", [:], Messages.signed).status == 401)
            #expect(try await server.send("POST", "/oms/import", bearer, Messages.signed).status == 200)
        }
    }
}
