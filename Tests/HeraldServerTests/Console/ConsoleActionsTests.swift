import Foundation
import HeraldTesting
import OMSMessages
import Testing

@testable import HeraldServer

@Suite("What people do in the console, in Chromium", .database)
struct ConsoleActionsTests {
    @Test("Each page and each action does what it says: the pages say so afterwards, and so does the API")
    func actions() async throws {
        let tokens = AccessTokens(pool: TestDatabase.current.pool)
        var people: [String: String] = [:]
        for (name, role) in [("vera", Role.viewer), ("kim", .agent), ("olga", .operator)] {
            people[role.rawValue] = try await tokens.create(name: name, role: role).token
        }
        let token = people["operator"] ?? ""
        let shown = String(decoding: try JSONEncoder().encode(people), as: UTF8.self)
        try await ConsoleWorld.with(authorization: "Bearer " + token) { world async throws in
            try await world.breakForPeople(token)
            // Charts show what was between two looks.
            for minute in 1...2 {
                try await EngineHistory(pool: world.server.pool).record(
                    EngineHistory.Sample(at: Clock.now - Int64(minute) * 60_000_000, taken: 0, folded: 0))
            }
            let output = try await PythonScript.output(
                of: "console_actions",
                ["http://localhost:\(world.server.port)", shown, ConsoleWorld.testRecipient, ConsoleWorld.hostile])
            try ScriptFindings(output).expect(only: Self.checks)
        }
    }
}

extension ConsoleWorld {
    /// Deliveries that failed for several reasons, two parked orders, and a message that two orders could be meant by.
    fileprivate func breakForPeople(_ token: String) async throws {
        try await fail("shipment_confirmation", of: ["NQ-20750", "NQ-20755"], "smtp_550")
        try await fail("refund_triggered", of: ["NQ-20731", "NQ-20750", "NQ-20753"], "smtp_552")
        try await fail("shipment_confirmation", of: ["NQ-20744"], "smtp_554")
        let date = Timestamp(microseconds: Clock.now).rfc3339UTC
        let messages = [
            Messages.created(order: "NQ-7", channel: "NORTHQUAY_DE", date: date),
            Messages.created(order: "NQ-7", channel: "NORTHQUAY_FR", date: date),
            Messages.lineCancelled(order: "NQ-7", id: "\"m-7\""),
            Messages.created(order: "NQ-8", date: date), Messages.lineCancelled(order: "NQ-8", id: "\"m-8\""),
            Messages.created(order: "NQ-9", date: date), Messages.lineCancelled(order: "NQ-9", id: "\"m-9\""),
        ]
        let answer = try await server.post(
            "/oms", "[" + messages.joined(separator: ",") + "]", ["Authorization": "Bearer " + token])
        #expect(answer.status == 200)
        try await server.untilProjected()
        try await TestDatabase.current.park("NQ-8", "not known: \(ConsoleWorld.hostile)")
        try await TestDatabase.current.park("NQ-9", "not known")
    }
}

extension ConsoleActionsTests {
    fileprivate static let checks: Set<String> = [
        "console", "script", "foreign requests", "axe",
        "nothing is seen before signing in", "the sign-in page fits", "a wrong token is said to be wrong",
        "the right token leads to the page that was asked for", "what was asked for stays text while one signs in",
        "a viewer sees what happened, and of persons a hint", "a viewer is offered no action",
        "an agent sees whom it was told, and may send it again",
        "an agent is offered nothing that is an operator's",
        "finds by an order id in other case and with blanks", "finds by a return id", "finds by a credit note",
        "finds by a tracking number", "finds by an e-mail address", "several that are found are listed",
        "nothing found is said",
        "the timeline has every message, as the API has", "an entry has what its message meant",
        "an entry has what was told, its fate and why", "the order as it was",
        "a message as it came is one click away", "a message leads to what it caused",
        "what was told leads to its message and its place in the story",
        "sending again needs a reason", "sends again to the same address",
        "the record says who sent it again, and why",
        "an address that is none is refused, and what was typed stays",
        "sends again to another address, once, however often the button is pressed",
        "dismiss needs a reason", "dismiss is done, said and recorded",
        "acknowledge needs a reason", "acknowledge is done, said and recorded",
        "retry needs a reason", "retry is done, said and recorded",
        "filters live in the address, and stay when the page is loaded again", "all are shown again",
        "a group of failures leads to its list", "a delivery leads to its communication",
        "to retry all says how many first, and may do nothing", "to retry all needs a reason",
        "to retry all is done, once, said and recorded",
        "to dismiss all says how many first, and may do nothing", "to dismiss all needs a reason",
        "to dismiss all is done, once, said and recorded",
        "not sent: spans of time", "not sent: numbers are drawn", "not sent: a reason leads to its communications",
        "pausing a channel needs a reason", "a channel is paused; its state and the reason are shown",
        "a channel is resumed", "what is on its way and what failed lead to the outbox",
        "a test needs a reason, and a recipient that is allowed", "a test is sent and recorded",
        "templates in every locale", "templates with an order's own data", "templates tell their files",
        "policy: values and where they come from", "policy: a sales channel has its own values",
        "engine: how far all is", "engine: charts are pictures in the page", "engine: generations and nodes",
        "engine: what waits, and why", "engine: each needs a reason", "engine: a parked order is tried again",
        "engine: a message is skipped for ever",
        "engine: a message that names no sales channel is assigned to one", "engine: what was settled is recorded",
        "after signing out nothing is seen", "what other pages of the browser show goes too",
    ]
}
