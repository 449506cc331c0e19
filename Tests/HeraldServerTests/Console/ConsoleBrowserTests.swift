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
            let position = try await world.hostilePosition()
            let path = ConsoleWorld.hostilePath
            let paths = [
                "start": "/", "found": "/orders?q=NQ", "none": "/orders?q=nothing-like-this",
                "order": ConsoleWorld.hero, "past": ConsoleWorld.hero + "?as_of=5",
                "message": ConsoleWorld.hero + "/messages/1", "communications": "/communications",
                "filtered": "/communications?status=held",
                "communication": world.communication("NQ-20731", "refund_triggered"),
                "held": world.communication("NQ-20759", "refund_triggered"),
                "due": "/outbox?status=pending",
                "failed_action": "/outbox/failed/retry?kind=shipment_confirmation",
                "templates": "/templates?locale=fr", "reference": "/api",
                "hostile_start": "/orders", "hostile_none": "/orders?q=x\(path)",
                "hostile_order": ConsoleWorld.hostileOrder,
                "hostile_past": ConsoleWorld.hostileOrder + "?as_of=\(position)",
                "hostile_message": ConsoleWorld.hostileOrder + "/messages/\(position)",
                "hostile_communications": "/communications?order=\(path)",
                "hostile_communication": world.communication(hostile, "refund_triggered"),
                "hostile_outbox": "/outbox", "hostile_failed_action": "/outbox/failed/retry?error=\(path)",
                "hostile_not_sent": "/not-sent", "hostile_channels": "/channels",
                "hostile_templates": "/templates?locale=de&order=\(path)",
                "hostile_policy": "/policy?channel=\(path)", "hostile_engine": "/engine",
                "hostile_error": "/orders/\(path)/\(path)x",
            ]
            for (name, path) in paths {
                let status = try await world.server.get(path, ["Accept": "text/html"]).status
                #expect(status == (name == "hostile_error" ? 404 : 200), "\(name) \(path)")
            }
            let output = try await PythonScript.output(
                of: "console_browser",
                [
                    "http://localhost:\(world.server.port)",
                    String(decoding: try JSONEncoder().encode(paths), as: UTF8.self),
                    Messages.created(order: "NQ-LIVE", date: Timestamp(microseconds: Clock.now).rfc3339UTC),
                ])
            try ScriptFindings(output).expect(only: Self.checks)
        }
    }

    private static let checks: Set<String> = [
        "sticks out", "axe", "console", "script", "foreign requests", "slash finds", "j and k move",
        "times are in the reader's zone", "skip link comes first", "the mail is shown in its frame",
        "the frame is a sandbox", "hostile", "pages listen to events", "pages show what happens",
        "one page listens for all",
        "finds without script", "times without script", "resends without script", "dismisses without script",
    ]
}
