import HeraldConfiguration
import Testing

@Suite("Origins of web pages")
struct OriginTests {
    @Test(
        "are written as browsers write them",
        arguments: ["https://desk.example", "http://localhost:5173", "https://desk.example:8443", "http://[::1]:8080"])
    func right(_ origin: String) throws {
        let configuration = try Configuration.load(options: ["http.cors_origins": origin])
        #expect(configuration.http.corsOrigins == [origin])
    }

    @Test(
        "and nothing else",
        arguments: [
            "*", "null", "desk.example", "https://", "https://desk.example/", "https://desk.example/x",
            "https://Desk.example",
            "https://desk.example:443", "http://desk.example:80", "ftp://desk.example", "https://user@desk.example",
        ])
    func wrong(_ origin: String) {
        #expect(throws: ConfigurationError.self) { try Configuration.load(options: ["http.cors_origins": origin]) }
    }
}
