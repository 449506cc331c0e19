import Foundation
import HeraldTesting
import OMSMessages
import Testing

@Suite("The console in Chromium", .database)
struct ConsoleBrowserTests {
    @Test("Every page fits, has nothing that axe finds, obeys keys, works without script and lets nothing hostile run")
    func pages() async throws {
        try await ConsoleWorld.with { world async throws in
            let hostile = ConsoleWorld.hostile
            try await world.breakSomething()
            let paths = [
                "start": "/", "found": "/orders?q=NQ", "none": "/orders?q=nothing-like-this",
                "order": ConsoleWorld.hero, "past": ConsoleWorld.hero + "?as_of=5",
                "message": ConsoleWorld.hero + "/messages/1", "communications": "/communications",
                "filtered": "/communications?status=held",
                "communication": world.communication("NQ-20731", "refund_triggered"),
                "held": world.communication("NQ-20759", "refund_triggered"), "sign_in": "/sign-in",
                "hostile_order": ConsoleWorld.hostileOrder, "not_sent": "/not-sent", "engine": "/engine",
                "hostile_outbox": "/outbox", "due": "/outbox?status=pending", "hostile_channels": "/channels",
                "failed_action": "/outbox/failed/retry?kind=shipment_confirmation",
                "hostile_templates": "/templates?locale=de&order=\(ConsoleWorld.hostilePath)",
                "templates": "/templates?locale=fr", "hostile_policy": "/policy?channel=\(ConsoleWorld.hostilePath)",
                "reference": "/api",
                "hostile_communication": world.communication(hostile, "refund_triggered"),
            ]
            for (name, path) in paths {
                let status = try await world.server.get(path, ["Accept": "text/html"]).status
                #expect(status == (name == "sign_in" ? 303 : 200), "\(name) \(path)")
            }
            let output = try await PythonScript.output(
                of: "console_browser",
                [
                    "http://localhost:\(world.server.port)",
                    String(decoding: try JSONEncoder().encode(paths), as: UTF8.self),
                    Messages.created(order: "NQ-LIVE", date: Timestamp(microseconds: Clock.now).rfc3339UTC),
                ])
            let found = try complaints(output)
            #expect(found.count >= 10, "every check says something")
            for (check, complaints) in found {
                #expect(complaints.isEmpty, "\(check): \(complaints.joined(separator: "\n"))")
            }
        }
    }

    private func complaints(_ data: Data) throws -> [String: [String]] {
        try JSONDecoder().decode([String: [String]].self, from: data)
    }
}
