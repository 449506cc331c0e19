import HeraldConfiguration
import Testing

/// A key of each type, with a value for every source, all different from the default and from each other.
struct PrecedenceCase: Sendable, CustomTestStringConvertible {
    let key: String
    let file: String
    let environment: (name: String, value: String)
    let option: String
    /// How reports show the values of file, environment and option.
    let shown: [String]
    var testDescription: String { key }

    static let hash = "sha256:" + String(repeating: "0a", count: 32)

    static let all = [
        PrecedenceCase(
            key: "database.url", file: "database: {url: 'postgresql://a:x@f/db'}",
            environment: ("HERALD_DATABASE_URL", "postgresql://a:x@e/db"), option: "postgres://o/db",
            shown: ["postgresql://a:***@f/db", "postgresql://a:***@e/db", "postgres://o/db"]),
        PrecedenceCase(
            key: "data.dir", file: "data: {dir: f}", environment: ("HERALD_DATA_DIR", "e"), option: "o",
            shown: ["f", "e", "o"]),
        PrecedenceCase(
            key: "http.host", file: "http: {host: 127.0.0.2}", environment: ("HERALD_HTTP_HOST", "::1"),
            option: "localhost", shown: ["127.0.0.2", "::1", "localhost"]),
        PrecedenceCase(
            key: "http.port", file: "http: {port: 1}", environment: ("HERALD_HTTP_PORT", "2"), option: "3",
            shown: ["1", "2", "3"]),
        PrecedenceCase(
            key: "http.maximum_body", file: "http: {maximum_body: 1MiB}",
            environment: ("HERALD_HTTP_MAXIMUM_BODY", "2 MiB"), option: "4096", shown: ["1MiB", "2MiB", "4KiB"]),
        PrecedenceCase(
            key: "oms.secret", file: "oms: {secret: f}", environment: ("HERALD_OMS_SECRET", "e,g"), option: "o,p,q",
            shown: ["***", "***, ***", "***, ***, ***"]),
        PrecedenceCase(
            key: "auth.tokens", file: "auth: {tokens: [{hash: '\(hash)', role: viewer, name: f}]}",
            environment: ("HERALD_AUTH_TOKENS", "[{hash: '\(hash)', role: agent, name: e}]"),
            option: "[{\"hash\": \"\(hash)\", \"role\": \"operator\", \"name\": \"o\"}]",
            shown: ["f (viewer, sha256:***)", "e (agent, sha256:***)", "o (operator, sha256:***)"]),
        PrecedenceCase(
            key: "projection.poll", file: "projection: {poll: 10ms}", environment: ("HERALD_PROJECTION_POLL", "20ms"),
            option: "30ms", shown: ["10ms", "20ms", "30ms"]),
        PrecedenceCase(
            key: "log.level", file: "log: {level: debug}", environment: ("HERALD_LOG_LEVEL", "error"), option: "trace",
            shown: ["debug", "error", "trace"]),
        PrecedenceCase(
            key: "roles", file: "roles: [ingest]", environment: ("HERALD_ROLES", "project, deliver"), option: "[api]",
            shown: ["ingest", "project, deliver", "api"]),
        PrecedenceCase(
            key: "policy.defaults.sandbox", file: "policy: {defaults: {sandbox: yes}}",
            environment: ("HERALD_POLICY_DEFAULTS_SANDBOX", "off"), option: "1", shown: ["true", "false", "true"]),
        PrecedenceCase(
            key: "policy.defaults.max_age", file: "policy: {defaults: {max_age: 1d}}",
            environment: ("HERALD_POLICY_DEFAULTS_MAX_AGE", "36h"), option: "90m", shown: ["1d", "1d12h", "1h30m"]),
        PrecedenceCase(
            key: "policy.defaults.muted_orders", file: "policy: {defaults: {muted_orders: [F-1, A-1]}}",
            environment: ("HERALD_POLICY_DEFAULTS_MUTED_ORDERS", "E-1"), option: "O-1",
            shown: ["A-1, F-1", "E-1", "O-1"]),
        PrecedenceCase(
            key: "policy.defaults.disabled_kinds", file: "policy: {defaults: {disabled_kinds: [return_received]}}",
            environment: ("HERALD_POLICY_DEFAULTS_DISABLED_KINDS", "refund_triggered"), option: "[]",
            shown: ["return_received", "refund_triggered", "[]"]),
        PrecedenceCase(
            key: "policy.defaults.refund_days.PAYPAL", file: "policy: {defaults: {refund_days: {paypal: 1}}}",
            environment: ("HERALD_POLICY_DEFAULTS_REFUND_DAYS_PAYPAL", "2"), option: "3", shown: ["1", "2", "3"]),
        PrecedenceCase(
            key: "policy.channels.NORTHQUAY_DE.locale", file: "policy: {channels: {NORTHQUAY_DE: {locale: de_DE}}}",
            environment: ("HERALD_POLICY_CHANNELS_NORTHQUAY_DE_LOCALE", "fr_FR"), option: "nl",
            shown: ["de_DE", "fr_FR", "nl"]),
    ]
}

@Suite("Precedence of sources")
struct PrecedenceTests {
    @Test(
        "Each source is stronger than the one before: default, file, environment, option", arguments: PrecedenceCase.all
    )
    func precedence(_ example: PrecedenceCase) throws {
        let file = (path: "herald.yaml", text: "# comment\n" + example.file)
        let environment = [example.environment.name: example.environment.value]
        let options = [example.key: example.option]

        let fallback = try Configuration.load()
        let first = try Configuration.load(file: file)
        let second = try Configuration.load(environment: environment, file: file)
        let third = try Configuration.load(options: options, environment: environment, file: file)

        let chosen = [first, second, third].map { $0.entry(example.key) }
        #expect(chosen.map { $0?.value.text } == example.shown)
        #expect(
            chosen.map { $0?.source } == [
                .file(path: "herald.yaml", line: 2), .environment(name: example.environment.name), .option,
            ])
        if let entry = fallback.entry(example.key) {
            #expect(entry.source == .default)
            #expect(!example.shown.prefix(1).contains(entry.value.text))
        }
        #expect(fallback.settings != first.settings)
        #expect(first.settings != second.settings)
        #expect(second.settings != third.settings)
    }

    @Test("A source reads as the contract spells it")
    func sourceTexts() {
        let sources: [ConfigurationSource] = [
            .option, .environment(name: "HERALD_HTTP_PORT"), .file(path: "herald.yaml", line: 3), .default,
        ]
        #expect(
            sources.map(\.description) == ["option", "environment HERALD_HTTP_PORT", "file herald.yaml:3", "default"])
    }

    @Test("Typed settings carry the values")
    func typedSettings() throws {
        let configuration = try Configuration.load(
            options: ["http.port": "9000", "projection.lease": "1m30s"],
            environment: ["HERALD_ROLES": "ingest,api", "HERALD_OMS_SECRET": "old, new"],
            file: (
                path: "h.yaml",
                text: "data: {dir: /var/lib/herald}\nauth:\n  tokens:\n"
                    + "    - {hash: \"\(PrecedenceCase.hash.uppercased().replacing("SHA", with: "sha"))\", role: agent, name: Ada}"
            ))
        #expect(configuration.http.port == 9000)
        #expect(configuration.projection.lease == .seconds(90))
        #expect(configuration.roles == [.ingest, .api])
        #expect(configuration.oms.secrets == ["old", "new"])
        #expect(configuration.mailboxPath == "/var/lib/herald/mailbox")
        #expect(
            configuration.auth.tokens == [
                AccessToken(hash: String(repeating: "0a", count: 32), role: .agent, name: "Ada")
            ])
    }

    @Test("A weaker source's wrong value does not matter when a stronger one replaces it")
    func replacedMistake() throws {
        let configuration = try Configuration.load(
            environment: ["HERALD_HTTP_PORT": "81"], file: (path: "h.yaml", text: "http: {port: many}"))
        #expect(configuration.http.port == 81)
    }

    @Test(
        "Every key with a fixed name can be set from the environment and by option",
        arguments: ConfigurationKey.all.map(\.name))
    func everyKeyEverywhere(_ name: String) throws {
        let key = try #require(ConfigurationKey.all.first { $0.name == name })
        guard !key.name.contains(where: \.isUppercase) else { return }
        let text = key.isSecret || key.defaultValue == .none ? "" : key.defaultValue.text
        guard !text.isEmpty else { return }
        let fromEnvironment = try Configuration.load(environment: [key.environmentName: text])
        let fromOption = try Configuration.load(options: [key.name: text])
        #expect(fromEnvironment.settings == Settings())
        #expect(fromOption.settings == Settings())
        #expect(fromEnvironment.entry(key.name)?.source == .environment(name: key.environmentName))
        #expect(fromOption.entry(key.name)?.source == .option)
    }
}
