import HeraldServer
import HeraldTesting
import Testing

@Suite("The page of the policy", .database)
struct PolicyPageTests {
    private let hostile = #""><script>owned=true</script>"#

    private func setting(_ channel: String?, _ name: String, _ value: String, _ source: String) -> PolicySetting {
        PolicySetting(
            salesChannel: channel, name: name, value: value, source: source, isDefault: source == "default",
            meaning: "Meaning of \(name).")
    }

    @Test("A channel has its own values, for the rest those of all; each tells where it comes from")
    func page() async throws {
        let settings = [
            setting(nil, "max_age", "14d", "default"), setting(nil, "shop.name", "Everybody", "file herald.yaml:3"),
            setting(nil, "locale", "en", "environment HERALD_LOCALE"),
            setting("A", "locale", "de_AT", "file herald.yaml:9"),
            setting("A", "refund_days.CARD", "5", "option"), setting(hostile, "locale", hostile, "option"),
        ]
        try await RunningServer.with(policySettings: settings) { server async throws in
            let others = try await server.get("/policy").text
            for words in [
                "14d", "Everybody", "herald.yaml:3", ">en<", "HERALD_LOCALE", "Meaning of max_age.", ">default<",
            ] {
                #expect(others.contains(words), "\(words)")
            }
            #expect(
                !others.contains("de_AT") && !others.contains("refund_days.CARD") && !others.contains("<script>owned"))
            let own = try await server.get("/policy?channel=A").text
            for words in ["Settings of A", "14d", "Everybody", "de_AT", "herald.yaml:9", "refund_days.CARD", "its own"]
            {
                #expect(own.contains(words), "\(words)")
            }
            #expect(!own.contains(">en<"))
            let link = try #require(others.firstMatch(of: #/href="(/policy\?channel=%22[^"]+)"/#)).1
            let strange = try await server.get(String(link)).text
            #expect(strange.contains("&lt;script&gt;owned=true") && !strange.contains("<script>owned"))
            #expect(try await server.get("/policy?channel=unknown").text.contains("All others"))
        }
    }

    @Test("Without settings it says so, and before signing in it says nothing")
    func empty() async throws {
        try await RunningServer.with { server async throws in
            #expect(try await server.get("/policy").text.contains("does not know its settings"))
        }
        _ = try await AccessTokens(pool: TestDatabase.current.pool).create(name: "kim", role: .viewer)
        try await RunningServer.with { server async throws in
            #expect(try await server.get("/policy").status == 303)
        }
    }
}
