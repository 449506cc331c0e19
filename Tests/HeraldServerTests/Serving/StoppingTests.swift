import HeraldTesting
import Testing

@testable import HeraldServer

@Suite("A server that is stopped", .database)
struct StoppingTests {
    @Test("lets go of connections that were just made, and the process goes on")
    func connectionsJustMade() async throws {
        // Whether a connection is accepted, set up or served at that moment differs from round to round.
        for round in 0..<40 {
            let connections = try await RunningServer.with { server async throws in
                try (0...round).map { _ in try server.connect() }
            }
            for connection in connections { #expect(await connection.isClosed()) }
        }
    }
}
