import HeraldServer
import HeraldTesting
import OMSMessages
import Testing

@Suite("Batches", .database)
struct BatchTests {
    @Test("A batch is answered message by message in its order; a bad one fails alone")
    func badElement() async throws {
        try await RunningServer.with { server async throws in
            let batch =
                "[" + Messages.lineCancelled(order: "A", id: "1") + #",{"id":2},"# + "7, "
                + Messages.lineCancelled(order: "A", id: "3") + "," + Messages.lineCancelled(order: "A", id: "1") + "]"
            let response = try await server.post("/oms", batch)
            #expect(response.status == 200)
            let answers = try response.json.elements
            #expect(answers.count == 5)
            #expect(answers[0]["result"]?.int("position") == 1)
            #expect(answers[1]["error"]?.int("code") == -32600)
            #expect(answers[2]["error"]?.int("code") == -32600)
            #expect(answers[3]["result"]?.int("position") == 2)
            #expect(answers[3].int("id") == 3)
            #expect(answers[4]["result"]?.int("position") == 1)
            #expect(answers[4]["result"]?.bool("duplicate") == true)
        }
    }

    @Test("A batch with more messages than allowed is refused whole")
    func tooMany() async throws {
        try await RunningServer.with {
            $0.maximumBatch = 2
        } _: { server async throws in
            let one = Messages.lineCancelled(order: "A")
            let response = try await server.post("/oms", "[\(one),\(one),\(one)]")
            #expect(response.status == 413)
            #expect(try response.json["error"]?.int("code") == -32600)
            #expect(try await server.post("/oms", "[\(one),\(one)]").status == 200)
        }
    }
}
