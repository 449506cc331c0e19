import Communications
import HeraldConfiguration
import Testing

@Suite("Values that are not allowed")
struct InvalidValueTests {
    struct Example: Sendable, CustomTestStringConvertible {
        let key: String
        let value: String
        let says: String
        var testDescription: String { "\(key): \(value)" }
    }

    @Test(
        "An error names key, value, source and what is allowed",
        arguments: [
            Example(
                key: "http.port", value: "many", says: "\"many\" is not allowed; give a whole number from 0 to 65535"),
            Example(
                key: "http.port", value: "65536", says: "\"65536\" is not allowed; give a whole number from 0 to 65535"),
            Example(key: "shards", value: "0", says: "\"0\" is not allowed; give a whole number from 1 to 4096"),
            Example(key: "shards", value: "6.4", says: "\"6.4\" is not allowed; give a whole number from 1 to 4096"),
            Example(
                key: "projection.poll", value: "250",
                says: "\"250\" is not allowed; give a duration from 1ms to 1m, with units (ms, s, m, h, d)"),
            Example(
                key: "policy.defaults.max_age", value: "60500ms",
                says: "\"60500ms\" is not allowed; give a duration from 1m to 3650d, with units (ms, s, m, h, d), "
                    + "in whole seconds"),
            Example(
                key: "http.maximum_body", value: "8TiB",
                says: "\"8TiB\" is not allowed; give a size from 1KiB to 1GiB, with a unit (B, KiB, MiB, GiB, KB, MB, "
                    + "GB) or in bytes"),
            Example(
                key: "log.format", value: "xml", says: "\"xml\" is not allowed; give one of auto, text, json"),
            Example(
                key: "policy.defaults.sandbox", value: "maybe", says: "\"maybe\" is not allowed; give true or false"),
            Example(
                key: "roles", value: "ingest,cook",
                says: "item 2, \"cook\" is not allowed; give a list of at least one, each one of ingest, project, "
                    + "deliver, api"),
            Example(
                key: "roles", value: "[]",
                says: "\"an empty list\" is not allowed; give a list of at least one, each one of ingest, project, "
                    + "deliver, api"),
            Example(
                key: "delivery.concurrency", value: "0",
                says: "\"0\" is not allowed; give a whole number from 1 to 1000"),
            Example(
                key: "delivery.retry_schedule", value: "5s,soon",
                says: "item 2, \"soon\" is not allowed; give a list of at most 50, each a duration from 10ms to 7d, "
                    + "with units (ms, s, m, h, d)"),
            Example(
                key: "delivery.retry_schedule", value: Array(repeating: "1s", count: 51).joined(separator: ","),
                says: "\"a list of 51\" is not allowed; give a list of at most 50, each a duration from 10ms to 7d, "
                    + "with units (ms, s, m, h, d)"),
            Example(
                key: "policy.defaults.shop.order_link", value: "https://shop.example/{id}",
                says: "\"https://shop.example/{id}\" is not allowed; give an http:// or https:// link with no "
                    + "placeholder but {order}, or none"),
            Example(
                key: "policy.defaults.shop.from_address", value: "Shop <shop@example.com>",
                says: "\"Shop <shop@example.com>\" is not allowed; give an e-mail address, such as shop@example.com"),
        ])
    func messages(_ example: Example) {
        let found = problems(options: [example.key: example.value])
        #expect(found.map(\.description) == ["\(example.key) (option): \(example.says)"])
        #expect(found.map(\.cause) == [.invalidValue])
    }

    @Test(
        "A value of another shape is refused",
        arguments: [
            "http: {port: [1, 2]}", "http: {port: }", "roles: {ingest: {x: 1}}", "roles: [[ingest]]",
            "auth: {tokens: [just-text]}", "policy: {channels: {A: 5}}", "policy: {channels: {A: [1]}}",
            "policy: {defaults: {customer_service: []}}", "policy: {defaults: {locale: deutsch}}",
            "http: {host: 'localhost:80'}", "database: {url: 'host=localhost'}", "data: {dir: ''}",
            "policy: {defaults: {shop: {name: \"a\\nb\"}}}", "policy: {defaults: {capture_failure_reasons: ['--']}}",
        ])
    func shapes(_ yaml: String) {
        let found = problems(file: yaml)
        #expect(found.count == 1)
        #expect(found.first.map { $0.cause == .invalidValue || $0.key?.contains("ingest") == true } == true)
    }

    @Test("none takes an optional value away, and an empty one in the file does too")
    func optional() throws {
        let yaml = "policy:\n  defaults: {fallback_after: 1h, templates: }\n"
        #expect(problems(file: yaml).count == 1)
        let configuration = try Configuration.load(
            options: ["templates.dir": "none"],
            file: (
                path: "h.yaml",
                text: "templates: {dir: x}\npolicy:\n  defaults: {fallback_after: 1h, remorse: {length: 1h}}\n"
                    + "  channels:\n    A: {fallback_after: none, remorse: {length: }}\n"
            ))
        #expect(configuration.templates.directory == nil)
        #expect(configuration.policy.others.fallbackAfter == 3600)
        #expect(configuration.policy.channel("A").fallbackAfter == nil)
        #expect(configuration.policy.channel("A").remorse.length == nil)
    }

    @Test("Values that contradict each other are told")
    func contradictions() {
        #expect(
            problems(options: ["projection.lease": "1s", "projection.poll": "2s", "ingest.queue": "5"]).map(\.key) == [
                "projection.lease", "ingest.queue",
            ])
    }
}
