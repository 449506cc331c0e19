import HeraldServer
import HeraldTesting
import OMSMessages
import Testing

@Suite("What a caller sees of persons", .database)
struct DisclosureTests {
    @Test("Whoever only looks sees hints, whoever acts sees everything", arguments: [Role.viewer, .agent, .operator])
    func roles(role: Role) async throws {
        let tokens = AccessTokens(pool: TestDatabase.current.pool)
        let bearer = ["Authorization": "Bearer " + (try await tokens.create(name: "test", role: role).token)]
        let loader = ["Authorization": "Bearer " + (try await tokens.create(name: "load", role: .ingest).token)]
        try await RunningServer.with(projects: true) { server async throws in
            #expect(try await server.post("/oms", Messages.addressed(order: "NQ-1"), loader).status == 200)
            try await server.untilProjected()
            let order = "/api/v1/orders/NORTHQUAY_DE/NQ-1"
            let list = try await server.get("/api/v1/communications", bearer).json.elements("communications")
            let id = try #require(list.first?.string("id"))
            var said = ""
            for path in [
                "/api/v1/orders", order, order + "/timeline", order + "/messages", "/api/v1/communications",
                "/api/v1/communications/\(id)", "/api/v1/communications/\(id)/explain", "/api/v1/deliveries",
            ] {
                let answer = try await server.get(path, bearer)
                #expect(answer.status == 200)
                _ = try answer.json
                said += answer.text
            }
            let personal = ["kim@mail.example", "Falkenrath", "Lotsenweg", "28217", "5550143", "kim@example.com"]
            for text in personal { #expect(said.contains(text) == (role != .viewer), "\(text)") }
            #expect(said.contains("k•••@mail.example") == (role == .viewer))
            // What is no person's stays readable.
            for text in ["NQ-1", "Lamp", "order_confirmation", "NORTHQUAY_DE"] {
                #expect(said.contains(text), "\(text)")
            }
            let content = try await server.get("/api/v1/communications/\(id)/content", bearer)
            #expect(content.status == (role == .viewer ? 403 : 404))
            // Who sees no address cannot find out by trying whose order it is.
            let searched = try await server.get("/api/v1/orders?q=kim@mail.example", bearer)
            #expect(try searched.json.elements("orders").count == (role == .viewer ? 0 : 1))
            let filtered = try await server.get("/api/v1/orders?email=kim@mail.example", bearer)
            #expect(filtered.status == (role == .viewer ? 403 : 200))
            #expect(try await server.get("/api/v1/orders?q=nq1", bearer).json.elements("orders").count == 1)
            let browser = Browser(server)
            _ = try await browser.signIn(bearer["Authorization"]!.replacing("Bearer ", with: ""))
            let found = try await browser.get("/orders?q=kim@mail.example")
            #expect(found.status == (role == .viewer ? 200 : 303) && !found.text.contains("NQ-1<"))
        }
    }
}
