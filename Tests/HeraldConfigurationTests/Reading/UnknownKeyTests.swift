import HeraldConfiguration
import Testing

@Suite("Unknown keys")
struct UnknownKeyTests {
    struct Example: Sendable, CustomTestStringConvertible {
        let yaml: String
        let key: String
        let nearest: String
        var testDescription: String { key }
    }

    @Test(
        "An unknown key of the file is an error at every level and names the nearest one",
        arguments: [
            Example(yaml: "role: [api]", key: "role", nearest: "roles"),
            Example(yaml: "htpp:\n  port: 1", key: "htpp.port", nearest: "http.port"),
            Example(yaml: "http:\n  prot: 1", key: "http.prot", nearest: "http.port"),
            Example(yaml: "http.prot: 1", key: "http.prot", nearest: "http.port"),
            Example(
                yaml: "database: {pool: {maxmum: 3}}", key: "database.pool.maxmum", nearest: "database.pool.maximum"),
            Example(
                yaml: "policy: {default: {locale: de_DE}}", key: "policy.default.locale",
                nearest: "policy.defaults.locale"),
            Example(
                yaml: "policy: {defaults: {shop: {nam: x}}}", key: "policy.defaults.shop.nam",
                nearest: "policy.defaults.shop.name"),
            Example(
                yaml: "policy: {channels: {NORTHQUAY_DE: {max_aeg: 1d}}}", key: "policy.channels.NORTHQUAY_DE.max_aeg",
                nearest: "policy.channels.NORTHQUAY_DE.max_age"),
            Example(
                yaml: "policy: {channels: {NORTHQUAY_DE: {remorse: {by_atribute: {a: 1d}}}}}",
                key: "policy.channels.NORTHQUAY_DE.remorse.by_atribute.a",
                nearest: "policy.channels.NORTHQUAY_DE.remorse.by_attribute.a"),
            Example(
                yaml: "policy: {defaults: {delivery_channels: {order_confirmatoin: [mailbox]}}}",
                key: "policy.defaults.delivery_channels.order_confirmatoin",
                nearest: "policy.defaults.delivery_channels.order_confirmation"),
            Example(yaml: "http: {port: {number: 1}}", key: "http.port.number", nearest: "http.port"),
            Example(yaml: "htp: {}", key: "htp", nearest: "http"),
        ])
    func unknownInFile(_ example: Example) {
        let found = problems(file: example.yaml)
        #expect(found.map(\.cause) == [.unknownKey(nearest: example.nearest)])
        #expect(found.map(\.key) == [example.key])
        #expect(found.first?.message == "unknown key; the nearest known one is \(example.nearest)")
    }

    @Test("An unknown environment variable names the nearest one")
    func unknownInEnvironment() {
        let found = problems(environment: [
            "HERALD_HTTP_PROT": "1", "HERALD_POLICY_CHANNELS_NORTHQUAY_DE_LOCALEE": "de_DE",
        ])
        #expect(
            found.map(\.description) == [
                "environment HERALD_HTTP_PROT: unknown key; the nearest known one is HERALD_HTTP_PORT",
                "environment HERALD_POLICY_CHANNELS_NORTHQUAY_DE_LOCALEE: unknown key; "
                    + "the nearest known one is HERALD_POLICY_CHANNELS_NORTHQUAY_DE_LOCALE",
            ])
    }

    @Test("An unknown option names the nearest one")
    func unknownOption() {
        #expect(problems(options: ["shard": "1"]).map(\.cause) == [.unknownKey(nearest: "shards")])
    }

    @Test("A section with a value is an error, and one without any is not")
    func sections() throws {
        #expect(
            problems(file: "http: 8080").map(\.description) == [
                "http (file herald.yaml:1): a section takes keys and no value; here host, port, maximum_body, maximum_streams, maximum_stream_backlog, stream_lifetime, cors_origins"
            ])
        #expect(try Configuration.load(yaml: "http:\npolicy:\n  channels:\n  defaults: {}\n").settings == Settings())
    }

    @Test("All mistakes are told at once, with their lines")
    func allAtOnce() {
        let found = problems(
            options: ["nothing": "1"], environment: ["HERALD_SHARDS": "0"], file: "http:\n  prot: 1\n  port: x\n")
        #expect(
            found.map(\.source) == [
                .file(path: "herald.yaml", line: 2), .option, .file(path: "herald.yaml", line: 3),
                .environment(name: "HERALD_SHARDS"),
            ])
    }
}
