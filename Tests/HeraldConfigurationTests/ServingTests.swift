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

    @Test("A loopback address needs none", arguments: ["127.0.0.1", "127.1.2.3", "localhost", "::1"])
    func loopback(_ host: String) throws {
        let configuration = try Configuration.load(options: ["http.host": host])
        #expect(throws: Never.self) { try configuration.validateForServing(hasStoredTokens: false) }
    }
}
