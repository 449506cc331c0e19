import Communications
import Delivery
import Foundation
import HeraldServer
import HeraldTesting
import IdentityTokens
import OMSMessages
import Synchronization
import Testing

/// A clock that stands where it was put.
private final class SteppedClock: Sendable {
    private let value: Atomic<Int64>

    init(second: Int64) { value = Atomic(second * 1_000_000) }

    var microseconds: Int64 { value.load(ordering: .relaxed) }

    func set(second: Int64) { value.store(second * 1_000_000, ordering: .relaxed) }
}

@Suite("Tokens of an identity provider at the API", .database, .timeLimit(.minutes(10)))
struct IdentityProviderTests {
    /// Runs with a server that accepts tokens of a provider, and its tokens by name.
    private func with(
        second: Int64 = 1_800_000_000, words: [Role: Set<String>] = [.agent: ["agent"], .ingest: ["ingest"]],
        roleClaim: String = "roles",
        _ body: @Sendable @escaping (RunningServer, [String: String]) async throws -> Void
    ) async throws {
        let document = try JSONDocument(Array(try await PythonScript.output(of: "identity_tokens", []))).root
        let made = document["tokens"]?.members.map { ($0.name, "Bearer " + ($0.value.string ?? "")) } ?? []
        let tokens = Dictionary(uniqueKeysWithValues: made)
        let keys = document["keys"]?.raw ?? []
        try await withTestFolder { folder in
            try Data(keys).write(to: URL(fileURLWithPath: folder + "/keys.json"))
            var options = IdentityOptions(issuer: "https://id.example", audience: "herald")
            options.roleClaim = roleClaim
            let verifier = IdentityVerifier(
                options, keys: .file(folder + "/keys.json"), logger: TestLog.quiet, now: { second * 1_000_000 })
            try await Self.serving(IdentityProvider(verifier, words: words)) { server async throws in
                try await body(server, tokens)
            }
        }
    }

    private static func serving(
        _ provider: IdentityProvider, _ body: @Sendable @escaping (RunningServer) async throws -> Void
    ) async throws {
        let actions = CommunicationActions(
            pool: TestDatabase.current.pool, policy: { _ in .init() }, logger: TestLog.quiet)
        try await RunningServer.with(projects: true, actions: actions, identityProvider: provider, { _ in }, body)
    }

    @Test("A token gives the strongest of its roles, and nobody gets in without one, not even from this machine")
    func roles() async throws {
        try await with { server, tokens async throws in
            func status(_ name: String, _ path: String) async throws -> Int {
                try await server.get(path, ["Authorization": tokens[name] ?? ""]).status
            }
            #expect(try await status("RS256", "/api/v1/orders") == 200)
            #expect(try await status("EdDSA", "/api/v1/orders") == 200)
            #expect(try await status("ES256", "/api/v1/audit") == 403, "for operators alone")
            #expect(try await status("expired", "/api/v1/orders") == 401)
            #expect(try await status("HS256 with PEM", "/api/v1/orders") == 401)
            #expect(try await status("none", "/api/v1/orders") == 401)
            #expect(try await server.get("/api/v1/orders").status == 401)
            #expect(try await server.get("/orders").status == 303, "the console asks to sign in")
            let refused = try await server.get("/api/v1/orders", ["Authorization": tokens["other audience"] ?? ""])
            #expect(refused.text.contains("another service") && refused.headers["www-authenticate"] != nil)
        }
        try await with(words: [.operator: ["chief"]]) { server, tokens async throws in
            let answer = try await server.get("/api/v1/orders", ["Authorization": tokens["ES256"] ?? ""])
            #expect(answer.status == 403 && answer.text.contains("no role"))
        }
        let several: [Role: Set<String>] = [.viewer: ["viewer"], .ingest: ["agent"]]
        try await with(words: several) { server, tokens async throws in
            let bearer = ["Authorization": tokens["ES256"] ?? ""]
            #expect(try await server.get("/api/v1/orders", bearer).status == 200)
            #expect(try await server.post("/oms", Messages.created(order: "NQ-1"), bearer).status == 200)
            #expect(try await server.get("/api/v1/audit", bearer).status == 403)
        }
        try await with(roleClaim: "realm_access.roles") { server, tokens async throws in
            let bearer = ["Authorization": tokens["scope"] ?? ""]
            #expect(try await server.post("/oms", Messages.created(order: "NQ-1"), bearer).status == 200)
            #expect(try await server.get("/api/v1/orders", bearer).status == 403)
        }
    }

    @Test("What is done with a token is recorded with its subject")
    func audit() async throws {
        let operating = try await AccessTokens(pool: TestDatabase.current.pool).create(name: "o", role: .operator)
        try await with { server, tokens async throws in
            let own = ["Authorization": "Bearer \(operating.token)"]
            #expect(
                try await server.post(
                    "/oms", Messages.created(order: "NQ-1", date: Timestamp(microseconds: Clock.now).rfc3339UTC), own
                )
                .status == 200)
            try await server.untilProjected()
            let list = try await server.get("/api/v1/communications?order=NQ-1", own).json.elements("communications")
            let id = try #require(list.first?.string("id"))
            let done = try await server.post(
                "/api/v1/communications/\(id)/acknowledge", #"{"reason":"told by telephone"}"#,
                ["Authorization": tokens["ES256"] ?? ""])
            #expect(done.status == 200, "\(done.text)")
            let actions = try await server.get("/api/v1/audit?action=acknowledge", own).json.elements("actions")
            #expect(actions.map { $0.string("actor") } == ["jwt:kim"])
        }
    }

    @Test("An open stream ends when its token expires")
    func stream() async throws {
        let document = try JSONDocument(Array(try await PythonScript.output(of: "identity_tokens", []))).root
        let token = try #require(document["tokens"]?.string("ES256"))
        let keys = document["keys"]?.raw ?? []
        try await withTestFolder { folder in
            try Data(keys).write(to: URL(fileURLWithPath: folder + "/keys.json"))
            let clock = SteppedClock(second: 1_800_000_500)
            let verifier = IdentityVerifier(
                IdentityOptions(issuer: "https://id.example", audience: "herald"),
                keys: .file(folder + "/keys.json"), logger: TestLog.quiet,
                now: { clock.microseconds })
            try await Self.serving(IdentityProvider(verifier, words: [.viewer: ["viewer"]])) {
                server async throws in
                let client = try await EventClient(server, headers: ["Authorization": "Bearer \(token)"])
                try await client.untilBegun()
                clock.set(second: 1_800_000_631)
                let end = try await client.next()
                #expect(end == nil)
                let again = try await server.get("/api/v1/orders", ["Authorization": "Bearer \(token)"])
                #expect(again.status == 401 && again.text.contains("expired"))
            }
        }
    }

    @Test("While keys cannot be read, callers are told to come again, and herald's own tokens work")
    func outage() async throws {
        let own = try await AccessTokens(pool: TestDatabase.current.pool).create(name: "v", role: .viewer)
        let verifier = IdentityVerifier(
            IdentityOptions(issuer: "i", audience: "a"), keys: .file("/nowhere/keys.json"), logger: TestLog.quiet,
            now: { 0 })
        let token = try #require(
            try JSONDocument(Array(try await PythonScript.output(of: "identity_tokens", []))).root["tokens"]?
                .string("ES256"))
        try await Self.serving(IdentityProvider(verifier, words: [:])) { server async throws in
            let answer = try await server.get("/api/v1/orders", ["Authorization": "Bearer \(token)"])
            #expect(answer.status == 503 && answer.headers["retry-after"] != nil)
            #expect(try await server.get("/api/v1/orders", ["Authorization": "Bearer \(own.token)"]).status == 200)
        }
    }
}
