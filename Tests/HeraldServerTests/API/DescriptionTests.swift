import HeraldTesting
import Testing

@testable import HeraldServer

@Suite("The description of the API", .database, .timeLimit(.minutes(15)))
struct DescriptionTests {
    @Test("says what is true: all checks of schemathesis pass, for right requests and wrong ones")
    func schemathesis() async throws {
        // With the sample day in it, so that answers are not empty. Streams end soon, so that they can be looked at too.
        try await ConsoleWorld.with {
            $0.streamLifetime = .milliseconds(50)
        } _: { world async throws in
            try await world.breakSomething()
            let order = ["channel": "NORTHQUAY_DE", "order": "NQ-20731"]
            let token = try await AccessTokens(pool: world.server.pool).create(name: "o", role: .operator).token
            while try await world.server.get("/api/v1/orders").status != 401 {
                try await Task.sleep(for: .milliseconds(50))
            }
            let (passed, output) = try await Schemathesis.run(
                "http://127.0.0.1:\(world.server.port)/openapi.json", token: token, examples: 10,
                things: [
                    "/api/v1/orders/": order,
                    "/api/v1/returns/": order.merging(["return": "RMA-NQ-20731-1"]) { $1 },
                    "/api/v1/communications/": ["id": world.ids["NQ-20731 refund_triggered"] ?? ""],
                    "/api/v1/channels/": ["channel": "mailbox"],
                ])
            #expect(passed, "\(output.suffix(8_000))")
            let described = world.server.server.table.routes.count { !$0.isPage }
            #expect(output.contains("Selected: \(described)/\(described)"), "\(output.suffix(2_000))")
            #expect(output.contains("Tested: \(described)"), "\(output.suffix(2_000))")
        }
    }

    @Test("Every JSON answer has a schema, and every named schema is used")
    func schemas() async throws {
        try await RunningServer.with { server async throws in
            let described = server.server.table.routes.filter { !$0.isPage }
            for route in described where route.answer.contentType == Answer.jsonType {
                #expect(route.schema != nil, "\(route.pattern.text)")
            }
            let text = try await server.get("/openapi.json").text
            for component in Component.allCases {
                #expect(text.contains("\"$ref\":\"\(component.reference)\""), "\(component.rawValue)")
            }
        }
    }
}
