import EventLog
import HeraldServer
import HeraldTesting
import OMSMessages
import Testing

@Suite("POST /oms/import", .database)
struct ImportTests {
    @Test("Lines are appended as history; what is no message is counted and named by its line")
    func lines() async throws {
        try await RunningServer.with { server async throws in
            let lines = [
                Messages.lineCancelled(order: "A", id: "1"), "", "{broken", Messages.lineCancelled(order: "A", id: "2"),
                "{}", Messages.lineCancelled(order: "A", id: "1"),
            ]
            let response = try await server.post("/oms/import", lines.joined(separator: "\n"))
            #expect(response.status == 200)
            let answer = try response.json
            #expect(answer.int("accepted") == 2)
            #expect(answer.int("duplicates") == 1)
            #expect(answer.int("rejected") == 2)
            #expect(answer.elements("rejected_lines").map { $0.int("line") } == [3, 5])
            #expect(answer.elements("rejected_lines").map { $0.string("kind") } == ["parse_error", "invalid_request"])
            let shard = ShardHash.shard(ofOrder: "A", among: 64)
            let stored = try await MessageLog(pool: server.pool).page(shard: shard, after: 0)
            #expect(stored.map(\.isHistorical) == [true, true])
        }
    }

    @Test("On request, lines count as live")
    func live() async throws {
        try await RunningServer.with { server async throws in
            let response = try await server.post("/oms/import?live=true", Messages.lineCancelled(order: "A"))
            #expect(try response.json.int("accepted") == 1)
            let shard = ShardHash.shard(ofOrder: "A", among: 64)
            let stored = try await MessageLog(pool: server.pool).page(shard: shard, after: 0)
            #expect(stored.map(\.isHistorical) == [false])
        }
    }

    @Test("A wrong parameter is refused before anything is read")
    func wrongParameter() async throws {
        try await RunningServer.with { server async throws in
            let response = try await server.post("/oms/import?live=yes", Messages.lineCancelled(order: "A"))
            #expect(response.status == 400)
            #expect(try response.json.string("parameter") == "live")
        }
    }

    @Test("More messages than a request body may hold are imported in bounded memory")
    func many() async throws {
        try await RunningServer.with {
            $0.maximumBody = 100_000
        } _: { server async throws in
            var text = ""
            for id in 1...20_000 { text += Messages.lineCancelled(order: "A\(id % 500)", id: "\(id)") + "\n" }
            #expect(text.utf8.count > 1_000_000)
            let response = try await server.post("/oms/import", text)
            #expect(try response.json.int("accepted") == 20_000)
        }
    }
}
