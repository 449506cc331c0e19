import Communications
import HeraldConfiguration
import Testing

@Suite("The configuration file")
struct YAMLFileTests {
    @Test(
        "What is not a file of sections is refused with its line",
        arguments: [
            ("http:\n  port: [1\n", 3), ("a: 1\nb\nc: 2", 3), ("http:\n\tport: 1", 2), ("- a\n- b", 1),
            ("just text", 1),
            ("http: {port: 1}\n---\nhttp: {port: 2}", 2), ("? [a]\n: 1", 1), ("log: *missing", 1),
        ])
    func refused(_ example: (yaml: String, line: Int)) {
        let found = problems(file: example.yaml)
        #expect(found.map(\.cause) == [.unreadableFile])
        #expect(found.map(\.source) == [.file(path: "herald.yaml", line: example.line)])
    }

    @Test("A file that cannot be read does not show what stands around the place")
    func noQuotes() {
        let found = problems(file: "oms:\n  secret: \"hunter2\n  more: [\n")
        #expect(found.count == 1)
        #expect(!found.map(\.description).joined().contains("hunter2"))
    }

    @Test("An empty file, or one of comments, sets nothing", arguments: ["", "\n", "# nothing\n", "---\n", "{}"])
    func empty(_ yaml: String) throws {
        #expect(try Configuration.load(yaml: yaml).settings == Settings())
    }

    @Test("A key given twice is an error, nested, with dots or in another spelling")
    func repeated() {
        #expect(problems(file: "http:\n  port: 1\n  port: 2\n").map(\.cause) == [.unreadableFile])
        let dotted = problems(file: "http:\n  port: 1\nhttp.port: 2\n")
        #expect(
            dotted.map(\.description) == [
                "http.port (file herald.yaml:3): it is given in line 2 already; remove one"
            ])
        let spelled = problems(file: "policy:\n  defaults:\n    refund_days:\n      pay-pal: 1\n      PAYPAL: 2\n")
        #expect(spelled.map(\.cause) == [.repeatedKey])
    }

    @Test("Anchors are resolved")
    func anchors() throws {
        let configuration = try Configuration.load(
            yaml: "policy:\n  channels:\n    A: &a {locale: de_DE, sandbox: true}\n    B: *a\n")
        #expect(configuration.policy.channels["A"] == configuration.policy.channels["B"])
        #expect(configuration.policy.channels["B"]?.locale == "de_DE")
    }

    @Test("A name that the user chooses may have dots")
    func dots() throws {
        let configuration = try Configuration.load(
            options: [
                "policy.channels.\"shop.fr\".sandbox": "true", "policy.defaults.remorse.by_attribute.a.b=c": "1h",
            ],
            file: (
                path: "h.yaml",
                text: "policy:\n  channels:\n    shop.de:\n      remorse.by_attribute:\n        x.y=z w: 2h\n"
            ))
        #expect(configuration.policy.channels.keys.sorted() == ["shop.de", "shop.fr"])
        #expect(configuration.policy.channel("shop.fr").isSandbox)
        #expect(configuration.policy.channel("shop.de").remorse.byAttribute == ["a.b=c": 3600, "x.y=z w": 7200])
        #expect(configuration.entry("policy.channels.\"shop.de\".remorse.by_attribute.\"x.y=z w\"") != nil)
    }
}
