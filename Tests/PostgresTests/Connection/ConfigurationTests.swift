import Postgres
import Testing

@Suite("Connection configuration", .timeLimit(.minutes(5)))
struct ConfigurationTests {
    @Test(
        "descriptions show where to, never the password",
        arguments: [
            "postgresql://bob:s3cr%40t@db.example:6543/orders?sslpassword=s3crXt",
            "host=db.example port=6543 dbname=orders user=bob password=s3cr@t",
            "postgresql://db.example:6543/orders?user=bob&password=s3cr%40t",
        ])
    func description(uri: String) {
        let configuration = ConnectionConfiguration(uri: uri)
        var dumped = ""
        dump(configuration, to: &dumped)
        for text in [configuration.description, String(reflecting: configuration), "\([configuration])", dumped] {
            #expect(text.contains("db.example, port 6543, database orders, user bob"))
            #expect(!text.contains("s3cr"))
        }
    }

    @Test(
        "an invalid connection string is refused without showing it",
        arguments: [
            "postgresql://bob:s3cret@[::1/orders", "postgresql://bob:s3cret@host:port:/x?y", "bob s3cret host",
            "postgresql://bob:p@s3cret@host/orders", "postgresql://bob:s3cret%zz@host/orders",
            "host=x password='s3cret", "postgresql://bob:s3cret@host/db?a=b=c",
        ])
    func invalid(uri: String) async throws {
        let error = await #expect(throws: PostgresError.self) {
            try await Connection.connect(ConnectionConfiguration(uri: uri), logger: quiet)
        }
        #expect(error?.kind == .connectFailed)
        #expect(error?.description.contains("connection string") == true)
        for text in ["\(error!)", String(reflecting: error!), ConnectionConfiguration(uri: uri).description] {
            #expect(!text.contains("s3cret"))
        }
    }

    @Test("an unknown option is named")
    func unknownOption() {
        let configuration = ConnectionConfiguration(uri: "postgresql://bob:s3cret@host/orders?sslmood=require")
        #expect(configuration.description.contains("sslmood"))
    }

    @Test("TLS options reach libpq: a server without TLS fails clearly when TLS is required")
    func tls() async throws {
        let server = try await TestServer.start(withTCP: true)
        let uri = "postgresql://postgres:s3cret@127.0.0.1:\(server.port)/postgres?sslmode="
        let error = await #expect(throws: PostgresError.self) {
            try await Connection.connect(ConnectionConfiguration(uri: uri + "require"), logger: quiet)
        }
        #expect(error?.kind == .connectFailed)
        #expect(error?.description.contains("server does not support SSL, but SSL was required") == true)
        #expect(error?.description.contains("s3cret") == false)
        let plain = try await Connection.connect(ConnectionConfiguration(uri: uri + "prefer"), logger: quiet)
        await plain.close()
        try await server.remove()
    }

    @Test("a server that is not there, and a database that does not exist, are failed connections")
    func unreachable() async throws {
        let server = try await TestServer.shared.value
        let configurations = [
            ConnectionConfiguration(uri: "postgresql:///postgres?host=/nonexistent"),
            server.configuration(database: "nonexistent"),
        ]
        for configuration in configurations {
            let error = await #expect(throws: PostgresError.self) {
                try await Connection.connect(configuration, logger: quiet)
            }
            #expect(error?.kind == .connectFailed && error?.isConnectionProblem == true)
            #expect(error?.description.contains("nonexistent") == true)
        }
    }

    @Test("a setting the server does not know fails the connection")
    func unknownSetting() async throws {
        let server = try await TestServer.shared.value
        let configuration = server.configuration(settings: ["no_such_setting": "1"])
        let error = await #expect(throws: PostgresError.self) {
            try await Connection.connect(configuration, logger: quiet)
        }
        #expect(error?.sqlState?.errorClass == "42")
    }
}
