import HeraldConfiguration
import Testing

@Suite("What serving needs")
struct ServingTests {
    @Test(
        "An address that others can reach needs a token",
        arguments: ["0.0.0.0", "::", "192.168.0.1", "herald.example", "127.example.com", "128.0.0.1"])
    func reachable(_ host: String) throws {
        let open = try Configuration.load(environment: ["HERALD_HTTP_HOST": host])
        let error = #expect(throws: ConfigurationError.self) { try open.validateForServing(hasStoredTokens: false) }
        #expect(
            error?.description
                == "http.host (environment HERALD_HTTP_HOST): \(host) can be reached from other machines and no token "
                + "is configured; set auth.tokens, make a token with `herald token create`, or listen on 127.0.0.1")
        #expect(throws: Never.self) { try open.validateForServing(hasStoredTokens: true) }

        let hash = String(repeating: "ab", count: 32)
        let guarded = try Configuration.load(
            options: ["http.host": host, "auth.tokens": "[{hash: 'sha256:\(hash)', role: viewer, name: x}]"])
        #expect(throws: Never.self) { try guarded.validateForServing(hasStoredTokens: false) }
    }

    @Test("An identity provider lets people in as tokens do; its settings go together")
    func identityProvider() throws {
        let provider = [
            "http.host": "0.0.0.0", "auth.jwt.issuer": "https://id.example", "auth.jwt.audience": "herald",
            "auth.jwt.keys": "https://id.example/keys",
        ]
        let configuration = try Configuration.load(options: provider)
        #expect(throws: Never.self) { try configuration.validateForServing(hasStoredTokens: false) }
        for key in ["auth.jwt.issuer", "auth.jwt.audience", "auth.jwt.keys"] {
            var incomplete = provider
            incomplete[key] = nil
            #expect(throws: ConfigurationError.self, "\(key)") { try Configuration.load(options: incomplete) }
        }
        for keys in ["http://id.example/keys", "ftp://id.example", "https://user@id.example/"] {
            var wrong = provider
            wrong["auth.jwt.keys"] = keys
            #expect(throws: ConfigurationError.self, "\(keys)") { try Configuration.load(options: wrong) }
        }
    }

    @Test("A loopback address needs none", arguments: ["127.0.0.1", "127.1.2.3", "localhost", "::1"])
    func loopback(_ host: String) throws {
        let configuration = try Configuration.load(options: ["http.host": host])
        #expect(throws: Never.self) { try configuration.validateForServing(hasStoredTokens: false) }
    }
}
