import HeraldConfiguration
import Testing

@Suite("Secrets")
struct MaskingTests {
    static let file = """
        database: {url: 'postgresql://herald:hunter2@db.example:5432/herald?sslpassword=hunter3&sslmode=require'}
        oms: {secret: [hunter4, hunter5]}
        auth:
          tokens:
            - {hash: 'sha256:\(String(repeating: "0a", count: 32))', role: operator, name: Grace}
        """

    @Test("Reports show no secret", arguments: Configuration.ReportFormat.allCases)
    func reports(_ format: Configuration.ReportFormat) throws {
        let configuration = try Configuration.load(yaml: Self.file)
        let report = configuration.report(format: format)
        for secret in ["hunter", "0a0a"] { #expect(!report.contains(secret)) }
        for shown in ["herald:***@db.example:5432/herald?sslpassword=***&sslmode=require", "Grace", "operator"] {
            #expect(report.contains(shown))
        }
        #expect(configuration.database.url?.contains("hunter2") == true)
        #expect(configuration.oms.secrets == ["hunter4", "hunter5"])
    }

    @Test("Printing settings shows no secret")
    func printing() throws {
        let configuration = try Configuration.load(yaml: Self.file)
        var dumped = ""
        dump(configuration, to: &dumped)
        for text in ["\(configuration)", "\(configuration.settings)", String(reflecting: configuration), dumped] {
            #expect(text.contains("Grace"))
            for secret in ["hunter", "0a0a"] { #expect(!text.contains(secret)) }
        }
    }

    @Test(
        "The password of a database URI is hidden however it is written",
        arguments: [
            ("postgresql://localhost/db", "postgresql://localhost/db"),
            ("postgresql://me@localhost/db", "postgresql://me@localhost/db"),
            ("postgresql://me:hunter2@a:1,b:2/db", "postgresql://me:***@a:1,b:2/db"),
            ("postgresql://me:hun/ter@2@localhost/db", "postgresql://me:***@localhost/db"),
            ("postgresql:///db?host=/run&user=me&password=hunter2", "postgresql:///db?host=/run&user=me&password=***"),
            ("postgresql:///db?PASSWORD=hunter2", "postgresql:///db?PASSWORD=***"),
            ("postgresql://me:hun?ter2@h/db", "postgresql://***"),
            ("postgresql://h/db?password=hun@ter2", "postgresql://***"),
            ("postgresql://me:x@h/db?password=hun@ter2", "postgresql://***"),
        ])
    func uris(_ example: (uri: String, shown: String)) throws {
        let configuration = try Configuration.load(options: ["database.url": example.uri])
        #expect(configuration.entry("database.url")?.value.text == example.shown)
    }

    @Test(
        "Errors do not show the value of a secret key",
        arguments: [
            "database: {url: 'mysql://me:hunter2@localhost'}", "oms: {secret: {a: hunter2}}",
            "oms: {secret: [good, [hunter2]]}", "auth: {tokens: hunter2}",
            "auth: {tokens: [{hash: hunter2, role: viewer, name: x}]}",
            "auth: {tokens: [{hash: 'sha256:00', role: hunter2, name: x}]}",
            "auth: {tokens: [{token: hunter2, role: viewer, name: x}]}",
        ])
    func errors(_ yaml: String) {
        let found = problems(file: yaml)
        #expect(found.count == 1)
        #expect(!found.map(\.description).joined().contains("hunter2"))
    }
}
