import Communications
import HeraldServer
import HeraldTesting
import OMSMessages
import OrderModel
import Postgres
import Projection
import SampleWorld
import Testing

@testable import HeraldServer

@Suite("The stream of events", .database, .timeLimit(.minutes(10)))
struct StreamTests {
    /// What identifies an event: where it happened and what it is.
    private static func text(_ event: EventClient.Event) -> String {
        let place = "\(event.data["position"]?.int("shard") ?? -1)/\(event.data["position"]?.int("position") ?? -1)"
        let what = event.data.string("text") ?? event.data["communication"]?.string("id") ?? "?"
        return "\(place) \(event.data.string("order_id") ?? "?") \(event.name) \(what)"
    }

    /// Every transition and every communication that there is, by the timelines of all orders.
    private static func everything(_ server: RunningServer) async throws -> Set<String> {
        var all = Set<String>()
        let timelines = Timelines(pool: server.pool, policy: Policy())
        let orders = try await OrderQueries(pool: server.pool).list(OrderFilter(), limit: 10_000)
        for order in orders {
            let found = try await timelines.timelines(
                order.orderID, salesChannel: order.salesChannel, shard: order.shard)
            for item in found.flatMap(\.items) {
                let place = "\(order.shard)/\(item.position) \(order.orderID)"
                switch item.content {
                case .transition(let transition): all.insert("\(place) transition \(transition.text)")
                case .communication(let communication): all.insert("\(place) communication \(communication.id)")
                case .message, .decision: break
                }
            }
        }
        return all
    }

    /// Sends every fourth message.
    private static func send(_ messages: [String], from first: Int, to server: RunningServer) async throws {
        for index in stride(from: first, to: messages.count, by: 4) {
            let response = try await server.post("/oms", messages[index])
            #expect(response.status == 200)
        }
    }

    @Test("Nothing is skipped while messages are projected side by side and the client reconnects again and again")
    func exactness() async throws {
        try await RunningServer.with(projects: true) { server async throws in
            let messages = SampleWorld.histories(.init(orders: 60, seed: 4, shuffle: true, duplicates: true))
                .flatMap { $0 }.map { String(decoding: $0.json, as: UTF8.self) }
            let first = try await EventClient(server)
            #expect(first.head.status == 200 && first.head.headers["content-type"] == "text/event-stream")
            try await first.untilBegun()
            var seen: [String] = []
            var client = first
            try await withThrowingTaskGroup(of: Void.self) { group in
                // Four senders at a time: transactions of many shards commit in any order.
                for sender in 0..<4 {
                    group.addTask { try await Self.send(messages, from: sender, to: server) }
                }
                // Away in the middle, eight times, once amid the events of one message.
                for _ in 0..<8 {
                    for _ in 0..<13 {
                        let event = try #require(try await client.next())
                        seen.append(Self.text(event))
                    }
                    client = try await EventClient(server, lastID: client.lastID)
                    #expect(client.head.status == 200)
                }
                try await group.waitForAll()
            }
            try await server.untilProjected()
            let expected = try await Self.everything(server)
            #expect(expected.count > 300)
            while !Set(seen).isSuperset(of: expected) {
                let event = try #require(try await client.next())
                seen.append(Self.text(event))
            }
            // Held communications are decided again with a later message, so they may come more than once; transitions may
            // only where a connection ended amid the events of a message.
            let transitions = seen.filter { $0.contains(" transition ") }
            #expect(Set(transitions).subtracting(expected).isEmpty)
            #expect(transitions.count - Set(transitions).count <= 8 * 12)
        }
    }

    @Test("Of one shard events come in the order of its messages")
    func order() async throws {
        try await RunningServer.with(projects: true) { server async throws in
            let client = try await EventClient(server, "/api/v1/stream?order=NQ-1")
            try await client.untilBegun()
            for line in 1...5 {
                _ = try await server.post(
                    "/oms",
                    line == 1 ? Messages.created(order: "NQ-1") : Messages.lineCancelled(order: "NQ-1", line: "\(line)")
                )
                _ = try await server.post("/oms", Messages.created(order: "NQ-\(line + 1)"))
            }
            var positions: [Int] = []
            for _ in 0..<3 {
                let event = try #require(try await client.next())
                #expect(event.data.string("order_id") == "NQ-1")
                positions.append(event.data["position"]?.int("position") ?? 0)
            }
            #expect(positions == positions.sorted())
        }
    }

    @Test("A filter narrows it; a viewer gets no address, an agent does")
    func filters() async throws {
        let tokens = AccessTokens(pool: TestDatabase.current.pool)
        let viewer = try await tokens.create(name: "v", role: .viewer).token
        let agent = try await tokens.create(name: "a", role: .agent).token
        let loader = try await tokens.create(name: "l", role: .operator).token
        try await RunningServer.with(projects: true) { server async throws in
            func client(_ token: String, _ query: String) async throws -> EventClient {
                let client = try await EventClient(
                    server, "/api/v1/stream?" + query, headers: ["Authorization": "Bearer \(token)"])
                try await client.untilBegun()
                return client
            }
            let kind = "kind=order_confirmation&channel=NORTHQUAY_UK"
            let seen = (try await client(viewer, kind), try await client(agent, kind))
            for channel in ["NORTHQUAY_DE", "NORTHQUAY_UK"] {
                let message = Messages.addressed(order: "NQ-1", channel: channel)
                let sent = try await server.post("/oms", message, ["Authorization": "Bearer \(loader)"])
                #expect(sent.status == 200)
            }
            for (client, isMasked) in [(seen.0, true), (seen.1, false)] {
                let event = try #require(try await client.next())
                #expect(event.name == "communication" && event.data.string("sales_channel") == "NORTHQUAY_UK")
                let email = event.data["communication"]?["recipient"]?.string("email") ?? ""
                #expect(email == (isMasked ? "k•••@mail.example" : "kim@mail.example"))
            }
            #expect(try await server.get("/api/v1/stream").status == 401)
        }
    }

    @Test("Ids that are none of ours, or too old, are refused with a problem; streams are bounded in number")
    func refusals() async throws {
        try await RunningServer.with(projects: true) {
            $0.maximumStreams = 1
            $0.maximumStreamBacklog = 3
            $0.streamHeartbeat = .milliseconds(200)
        } _: { server async throws in
            // The last one names a position beyond every number.
            for id in ["x", "AA", "!", OrderEventCursor(positions: [1, 2]).text, "AYCAgICAgICAQICAgICAgICAQA"] {
                #expect(try await server.get("/api/v1/stream", ["Last-Event-ID": id]).status == 404, "\(id)")
            }
            let ahead = OrderEventCursor(positions: Array(repeating: 5, count: 64)).text
            #expect(try await server.get("/api/v1/stream", ["Last-Event-ID": ahead]).status == 404)
            let start = OrderEventCursor(positions: Array(repeating: 0, count: 64)).text
            for order in 1...4 { _ = try await server.post("/oms", Messages.created(order: "NQ-\(order)")) }
            try await server.untilProjected()
            let old = try await server.get("/api/v1/stream", ["Last-Event-ID": start])
            #expect(old.status == 410 && old.text.contains("begin without an id"))

            var client: EventClient? = try await EventClient(server)
            try await client?.untilBegun()
            let second = try await server.get("/api/v1/stream")
            #expect(second.status == 503 && second.headers["retry-after"] != nil)
            client = nil
            // The place is free again once the server has noticed.
            client = try await EventClient(server)
            while client?.head.status != 200 {
                try await Task.sleep(for: .milliseconds(50))
                client = try await EventClient(server)
            }
            for _ in 0..<3 { #expect(try await server.send("HEAD", "/api/v1/stream").status == 503) }
            withExtendedLifetime(client) {}
        }
    }

    @Test("An idle stream gives signs of life, outlives the limit for idle connections, and ends with the server")
    func heartbeat() async throws {
        try await RunningServer.with {
            $0.streamHeartbeat = .milliseconds(300)
            $0.idleTimeout = .seconds(1)
        } _: { server async throws in
            let connection = try server.connect()
            try await connection.send(RunningServer.request("GET", "/api/v1/stream"))
            #expect(try await connection.head().headers["transfer-encoding"] == "chunked")
            var beats = 0
            while beats < 6 {
                if String(decoding: try await connection.chunk(), as: UTF8.self).hasPrefix(": alive\n") { beats += 1 }
            }
            await server.stop()
            while !(try await connection.chunk().isEmpty) {}
        }
    }

    @Test("A stream ends after its time; the next one goes on where it ended")
    func lifetime() async throws {
        try await RunningServer.with(projects: true) {
            $0.streamLifetime = .milliseconds(300)
        } _: { server async throws in
            let first = try await EventClient(server)
            try await first.untilBegun()
            let end = try await first.next()
            #expect(end == nil)
            _ = try await server.post("/oms", Messages.created(order: "NQ-1"))
            // As clients do: again and again, each from where the one before ended.
            var lastID = first.lastID
            while true {
                let next = try await EventClient(server, lastID: lastID)
                if let event = try await next.next() {
                    #expect(event.data.string("order_id") == "NQ-1")
                    break
                }
                lastID = next.lastID
            }
        }
    }

    @Test(
        "The console's pages hear the same, masked for a viewer, as long as they are signed in",
        arguments: [Role.viewer, .agent])
    func console(role: Role) async throws {
        let tokens = AccessTokens(pool: TestDatabase.current.pool)
        let (id, token) = try await tokens.create(name: "v", role: role)
        let (_, ingest) = try await tokens.create(name: "i", role: .ingest)
        try await RunningServer.with(projects: true) { server async throws in
            #expect(try await server.get("/events").status == 204)
            let browser = Browser(server)
            _ = try await browser.signIn(token)
            let cookie = ["Cookie": try #require(browser.cookie)]
            let client = try await EventClient(server, "/events", headers: cookie)
            try await client.untilBegun()
            _ = try await server.post("/oms", Messages.addressed(order: "NQ-1"), ["Authorization": "Bearer \(ingest)"])
            var told = ""
            while told.isEmpty {
                let event = try #require(try await client.next())
                #expect(event.data.string("order_id") == "NQ-1")
                if event.name == "communication" { told = String(decoding: event.data.raw, as: UTF8.self) }
            }
            #expect(told.contains("kim@mail.example") == (role != .viewer) && told.contains("order_confirmation"))
            try await tokens.revoke(id)
            while try await client.next() != nil {}
        }
    }

    @Test("A revoked token ends its stream")
    func revoked() async throws {
        let tokens = AccessTokens(pool: TestDatabase.current.pool)
        let (id, token) = try await tokens.create(name: "v", role: .viewer)
        try await RunningServer.with { server async throws in
            let client = try await EventClient(server, headers: ["Authorization": "Bearer \(token)"])
            try await client.untilBegun()
            try await tokens.revoke(id)
            let end = try await client.next()
            #expect(end == nil)
        }
    }

    @Test("A cursor is its text again, compact", arguments: [1, 64, 4096])
    func cursors(shards: Int) {
        var generator = SystemRandomNumberGenerator()
        for start in [0, 1_000, 5_000_000_000] as [Int64] {
            let positions = (0..<shards).map { _ in start + Int64.random(in: 0...100, using: &generator) }
            let cursor = OrderEventCursor(positions: positions)
            #expect(OrderEventCursor(cursor.text, shards: shards) == cursor)
            #expect(OrderEventCursor(cursor.text, shards: shards + 1) == nil)
            #expect(cursor.text.utf8.count <= shards * 4 / 3 + 20)
        }
    }
}
