import Curl
import Foundation
import HeraldTesting
import IdentityTokens
import Logging
import OMSMessages
import Testing

/// Tokens and keys are made in Python by packages that have nothing to do with herald.
@Suite("Tokens of an identity provider", .timeLimit(.minutes(5)))
struct IdentityVerifierTests {
    private static let options = IdentityOptions(issuer: "https://id.example", audience: "herald")

    /// A verifier whose clock stands at this second.
    private static func verifier(
        _ keys: String, at second: Int64 = 1_800_000_000, _ change: (inout IdentityOptions) -> Void = { _ in }
    ) -> IdentityVerifier {
        var options = options
        change(&options)
        return IdentityVerifier(
            options, keys: .file(keys), logger: TestLog.quiet, now: { second * 1_000_000 })
    }

    /// Runs with keys in a file and tokens by name.
    private static func withTokens(
        _ body: ((keys: String, tokens: [String: String])) async throws -> Void
    ) async throws {
        let data = try await PythonScript.output(of: "identity_tokens", [])
        let document = try JSONDocument(Array(data)).root
        let tokens = document["tokens"]?.members.map { ($0.name, $0.value.string ?? "") } ?? []
        try await withTestFolder { folder in
            let path = folder + "/keys.json"
            try Data(document["keys"]?.raw ?? []).write(to: URL(fileURLWithPath: path))
            try await body((path, Dictionary(uniqueKeysWithValues: tokens)))
        }
    }

    @Test("Every asymmetric algorithm verifies, with subject and roles")
    func algorithms() async throws {
        try await Self.withTokens { made in
            let verifier = Self.verifier(made.keys)
            for name in [
                "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "at+jwt",
                "audiences",
            ] {
                let identity = try await verifier.identity(try #require(made.tokens[name]))
                #expect(identity == Identity(subject: "kim", roles: ["viewer", "agent"]), "\(name)")
            }
            let scope = try #require(made.tokens["scope"])
            let worded = try await Self.verifier(made.keys) { $0.roleClaim = "scope" }.identity(scope)
            #expect(worded.roles == ["openid", "operator"])
            let nested = try await Self.verifier(made.keys) { $0.roleClaim = "realm_access.roles" }.identity(scope)
            #expect(nested.roles == ["ingest"])
        }
    }

    @Test(
        "What is wrong is refused with its reason",
        arguments: [
            ("expired", .expired), ("no expiry", .claim("exp")), ("expiry as text", .claim("exp")),
            ("not yet", .notYetValid), ("issued later", .notYetValid), ("other issuer", .wrongIssuer),
            ("other audience", .wrongAudience), ("no audience", .wrongAudience), ("no subject", .claim("sub")),
            ("unknown key", .unknownKey), ("no key named", .unknownKey), ("key of another", .badSignature),
            ("changed", .badSignature), ("RS256 by PS256 key", .badSignature), ("PS256 named RS256", .badSignature),
            ("ES256 by RSA key", .badSignature), ("weak key", .unknownKey), ("encryption key", .unknownKey),
        ] as [(String, IdentityError)])
    func refused(name: String, error: IdentityError) async throws {
        try await Self.withTokens { made in
            let token = try #require(made.tokens[name])
            await #expect(throws: error, "\(name)") { try await Self.verifier(made.keys).identity(token) }
        }
    }

    @Test("No signature, HMAC with the public key, other forms and extensions are refused before any key is asked")
    func confused() async throws {
        try await Self.withTokens { made in
            let verifier = Self.verifier(made.keys)
            let good = try #require(made.tokens["ES256"])
            let parts = good.split(separator: ".").map(String.init)
            var forms = [
                "", ".", "..", "a.b.c", good + ".", "." + good, parts[0] + "." + parts[1] + ".",
                good + "=", good.replacing("-", with: "+").replacing("_", with: "/") + "+", good + "\u{0}",
                parts.joined(separator: ".."), good + String(repeating: "A", count: 9_000),
            ]
            for name in [
                "none", "none upper case", "HS256 with PEM", "HS256 with DER", "HS256 with modulus", "critical",
                "logout",
                "number as key id", "claims are a list",
            ] {
                forms.append(try #require(made.tokens[name]))
            }
            for form in forms {
                do throws(IdentityError) {
                    let identity = try await verifier.identity(form)
                    Issue.record("\(form.prefix(80)) was accepted as \(identity.subject)")
                } catch {
                    guard case .malformed = error else {
                        Issue.record("\(form.prefix(80)): \(error)")
                        continue
                    }
                }
            }
        }
    }

    @Test("Clocks may differ by the leeway, and no more")
    func leeway() async throws {
        try await Self.withTokens { made in
            let token = try #require(made.tokens["ES256"])  // Valid from 1,799,999,000 to 1,800,000,600.
            for (second, isGood) in [
                (1_799_998_969, false), (1_799_998_970, true), (1_800_000_629, true), (1_800_000_630, false),
            ] as [(Int64, Bool)] {
                let identity = try? await Self.verifier(made.keys, at: second).identity(token)
                #expect((identity != nil) == isGood, "\(second)")
            }
        }
    }

    @Test("A new key is fetched when a token names it, made-up ones ask no more often than they may; TLS is checked")
    func rotation() async throws {
        let data = try await PythonScript.output(of: "identity_tokens", [])
        let document = try JSONDocument(Array(data)).root
        let all = try #require(document["keys"])
        let old = all.elements("keys").filter { $0.string("kid") == "rsa" }
        func tokens(_ name: String) throws -> String { try #require(document["tokens"]?.string(name)) }
        try await withTestFolder { folder in
            let file = folder + "/served.json"
            func serve(_ json: String) throws { try Data(json.utf8).write(to: URL(fileURLWithPath: file)) }
            try serve("{\"keys\":[" + String(decoding: old[0].raw, as: UTF8.self) + "]}")
            try await Peers.http("tls", "serve=\(file)") { peer in
                func verifier(_ client: CurlClient, interval: Duration) -> IdentityVerifier {
                    var options = Self.options
                    options.refreshInterval = interval
                    return IdentityVerifier(
                        options, keys: .url("https://127.0.0.1:\(peer.port)/serve", client), logger: TestLog.quiet,
                        now: { 1_800_000_000_000_000 })
                }
                let trusting = CurlClient(
                    CurlOptions(maximumAnswer: KeySource.maximumBytes, authorities: peer.authority))
                let eager = verifier(trusting, interval: .zero)
                let rsa = try tokens("RS256")
                let ec = try tokens("ES256")
                #expect(try await eager.identity(rsa).subject == "kim")
                await #expect(throws: IdentityError.unknownKey) { try await eager.identity(ec) }
                try serve(String(decoding: all.raw, as: UTF8.self))
                #expect(try await eager.identity(ec).subject == "kim", "the provider has turned its keys")
                // The old one is gone with the next reading, and the provider's mistakes change nothing.
                try serve("nonsense")
                let unknown = try tokens("unknown key")
                await #expect(throws: IdentityError.unknownKey) { try await eager.identity(unknown) }
                #expect(try await eager.identity(ec).subject == "kim")

                let before = try peer.notes().count
                let patient = verifier(trusting, interval: .seconds(600))
                try serve(String(decoding: all.raw, as: UTF8.self))
                for _ in 0..<20 {
                    await #expect(throws: IdentityError.unknownKey) { try await patient.identity(unknown) }
                }
                #expect(try peer.notes().count == before + 1)

                for client in [
                    CurlClient(), CurlClient(CurlOptions(authorities: peer.authority, reach: .publicOr([]))),
                    CurlClient(CurlOptions(maximumAnswer: 100, authorities: peer.authority)),
                ] {
                    do throws(IdentityError) {
                        _ = try await verifier(client, interval: .zero).identity(rsa)
                        Issue.record("keys came from where they must not")
                    } catch {
                        guard case .keysUnavailable = error else {
                            Issue.record("\(error)")
                            continue
                        }
                    }
                }
            }
        }
    }

    @Test(
        "Old keys are read again without anybody waiting; those that cannot be are used for 24 lifetimes, and no longer"
    )
    func lifetimes() async throws {
        try await Self.withTokens { made in
            let whole = try Data(contentsOf: URL(fileURLWithPath: made.keys))
            let document = try JSONDocument(Array(whole)).root
            let other = try #require(document["keys"]?.elements.first { $0.string("kid") != "rsa" })
            func serve(_ data: Data) throws { try data.write(to: URL(fileURLWithPath: made.keys), options: .atomic) }
            func verifier(_ lifetime: Duration) -> IdentityVerifier {
                Self.verifier(made.keys) {
                    $0.keyLifetime = lifetime
                    $0.refreshInterval = .zero
                }
            }
            let rsa = try #require(made.tokens["RS256"])
            // The provider takes a key back: tokens signed with it are refused as soon as the keys have been read again.
            let prompt = verifier(.milliseconds(500))
            #expect(try await prompt.identity(rsa).subject == "kim")
            try serve(Data("{\"keys\":[\(String(decoding: other.raw, as: UTF8.self))]}".utf8))
            var refused = false
            while !refused {
                try await Task.sleep(for: .milliseconds(5))
                do throws(IdentityError) { _ = try await prompt.identity(rsa) } catch { refused = error == .unknownKey }
            }
            // The provider is away.
            try serve(whole)
            let patient = verifier(.milliseconds(250))
            let start = ContinuousClock.now
            #expect(try await patient.identity(rsa).subject == "kim")
            try FileManager.default.removeItem(atPath: made.keys)
            var end: Duration?
            while end == nil {
                try await Task.sleep(for: .milliseconds(5))
                do throws(IdentityError) {
                    _ = try await patient.identity(rsa)
                } catch {
                    guard case .keysUnavailable = error else { throw error }
                    end = start.duration(to: .now)
                }
            }
            #expect(try #require(end) >= .milliseconds(250 * 24), "not before")
            try serve(whole)
            #expect(try await patient.identity(rsa).subject == "kim")
        }
    }
}
