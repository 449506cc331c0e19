import Communications
import HeraldConfiguration
import Testing

@Suite("Reports, documentation and the example file")
struct ReportTests {
    @Test("The text report has a line for every key, with value and source")
    func text() throws {
        let configuration = try Configuration.load(
            environment: ["HERALD_SHARDS": "32"], file: (path: "herald.yaml", text: "http:\n  port: 9000\n"))
        let lines = configuration.report(format: .text).split(separator: "\n").map {
            $0.split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ")
        }
        #expect(lines.count == configuration.entries.count)
        #expect(lines.contains("http.port = 9000 (file herald.yaml:2)"))
        #expect(lines.contains("shards = 32 (environment HERALD_SHARDS)"))
        #expect(lines.contains("http.host = 127.0.0.1 (default)"))
        #expect(lines.contains("database.url = none (default)"))
        #expect(lines.contains("policy.defaults.max_age = 14d (default)"))
    }

    @Test("The JSON report keeps types")
    func json() throws {
        let configuration = try Configuration.load(
            yaml: "oms: {secret: x}\npolicy: {channels: {\"A\\\"B\": {sandbox: true}}}")
        let report = configuration.report(format: .json)
        #expect(report.hasPrefix(#"{"configuration":[{"key":"database.url","value":null,"source":"default"},"#))
        for part in [
            #"{"key":"http.port","value":8080,"source":"default"}"#,
            #"{"key":"oms.secret","value":["***"],"source":"file herald.yaml:1"}"#,
            #"{"key":"roles","value":["ingest","project","deliver","api"],"source":"default"}"#,
            #"{"key":"projection.poll","value":"250ms","source":"default"}"#,
            #""value":true,"source":"file herald.yaml:2"}"#,
        ] {
            #expect(report.contains(part))
        }
    }

    @Test("The settings of sales channels stand by channel and name, with value and source")
    func policy() throws {
        let configuration = try Configuration.load(
            environment: ["HERALD_POLICY_DEFAULTS_LOCALE": "de"],
            file: (
                path: "herald.yaml",
                text: "policy: {channels: {\"A.B\": {refund_days: {card: 5}}, \"C\": {sandbox: true}}}"
            ))
        let entries = configuration.policyEntries.map {
            "\($0.salesChannel ?? "-") \($0.name) \($0.entry.value.text) \($0.entry.source)"
        }
        #expect(entries.contains("- max_age 14d default"))
        #expect(entries.contains("- locale de environment HERALD_POLICY_DEFAULTS_LOCALE"))
        #expect(entries.contains("A.B refund_days.CARD 5 file herald.yaml:1"))
        #expect(entries.contains("C sandbox true file herald.yaml:1"))
        #expect(entries.count { $0.hasPrefix("C ") } == 1, "what is not given is that of the defaults")
        #expect(!entries.contains { $0.contains("http.port") })
    }

    @Test("The defaults are those of the contract")
    func defaults() {
        let settings = Configuration.defaults.settings
        #expect(settings == Settings())
        let shown = Dictionary(
            uniqueKeysWithValues: Configuration.defaults.entries.map { ($0.name, $0.value.text) })
        let expected = [
            "database.url": "none", "database.pool.maximum": "8", "database.pool.wait_timeout": "5s",
            "data.dir": ".herald", "http.host": "127.0.0.1", "http.port": "8080", "http.maximum_body": "8MiB",
            "oms.secret": "[]", "auth.tokens": "[]",
            "console.session_lifetime": "12h", "console.secure_cookies": "false", "shards": "64",
            "ingest.queue": "8192", "ingest.lanes": "2",
            "ingest.batch": "1000", "projection.workers": "2", "projection.page": "1000", "projection.poll": "250ms",
            "projection.lease": "15s", "delivery.workers": "2", "delivery.batch": "50", "delivery.poll": "1s",
            "delivery.concurrency": "8",
            "delivery.retry_schedule": "5s, 5m, 30m, 2h, 5h, 10h, 14h, 20h, 1d",
            "templates.dir": "none", "log.level": "info", "log.format": "auto",
            "roles": "ingest, project, deliver, api", "channels.mailbox.path": "none",
        ]
        for (name, value) in expected { #expect(shown[name] == value, "\(name)") }
    }

    @Test("Every key is documented once, with its environment variable")
    func documentation() {
        let documentation = Configuration.documentation
        let rows = documentation.split(separator: "\n").filter { $0.hasPrefix("| `") }
        let documented = ConfigurationKey.all.filter { !$0.name.hasPrefix("policy.channels.NAME.") }
        #expect(rows.count == documented.count)
        for key in documented {
            #expect(rows.filter { $0.hasPrefix("| `\(key.name)`") }.count == 1, "\(key.name)")
            #expect(key.documentation.hasSuffix("."), "\(key.name)")
        }
        #expect(
            documentation.contains("| `http.port` (`HERALD_HTTP_PORT`) | a whole number from 0 to 65535 | `8080` |"))
        for name in ConfigurationKey.all.map(\.name) where name.hasPrefix("policy.channels.NAME.") {
            #expect(documentation.contains("`policy.defaults.\(name.dropFirst("policy.channels.NAME.".count))`"))
        }
    }

    @Test("No two keys share a name or an environment variable")
    func uniqueNames() {
        #expect(Set(ConfigurationKey.all.map(\.name)).count == ConfigurationKey.all.count)
        #expect(Set(ConfigurationKey.all.map(\.environmentName)).count == ConfigurationKey.all.count)
    }

    @Test("The example file sets every key with a fixed name to its default")
    func example() throws {
        let configuration = try Configuration.load(yaml: Configuration.exampleYAML)
        #expect(configuration.settings == Settings())
        for entry in configuration.entries {
            guard case .file = entry.source else {
                Issue.record("\(entry.name) is not in the example")
                continue
            }
        }
        for key in ConfigurationKey.all { #expect(!key.documentation.isEmpty) }
    }

    @Test("The example's commented keys work when a user takes the comment sign away")
    func exampleOfFreeNames() throws {
        let yaml = Configuration.exampleYAML.replacing("# METHOD: none", with: "METHOD: 3")
        let configuration = try Configuration.load(yaml: yaml)
        #expect(configuration.policy.others.refundDays == ["METHOD": 3])
    }
}
