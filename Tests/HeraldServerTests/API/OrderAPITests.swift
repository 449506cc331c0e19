import HeraldServer
import HeraldTesting
import OMSMessages
import Testing

@Suite("Orders in the API", .database)
struct OrderAPITests {
    /// Sends messages and waits until the projection has folded them.
    private func feed(_ messages: [String], _ server: RunningServer) async throws {
        let response = try await server.post("/oms", "[" + messages.joined(separator: ",") + "]")
        #expect(response.status == 200, "\(response.text)")
        try await server.untilProjected()
    }

    @Test("An order can be read, and how it was before")
    func order() async throws {
        try await RunningServer.with(projects: true) { server async throws in
            try await feed([Messages.created(order: "NQ-1"), Messages.lineCancelled(order: "NQ-1")], server)
            let response = try await server.get("/api/v1/orders/NORTHQUAY_DE/NQ-1")
            #expect(response.status == 200, "\(response.text)")
            let order = try response.json
            #expect(order.string("order_id") == "NQ-1")
            #expect(order.bool("is_placed") == true)
            #expect(order["position"]?.int("position") == 2)
            #expect(order.elements("lines").first?.bool("is_cancelled") == true)

            let before = try await server.get("/api/v1/orders/NORTHQUAY_DE/NQ-1?as_of=1").json
            #expect(before.elements("lines").first?.bool("is_cancelled") == false)
            #expect(before["position"]?.int("position") == 1)
            let now = try await server.get("/api/v1/orders/NORTHQUAY_DE/NQ-1?as_of=2100-01-01T00:00:00Z").json
            #expect(now.elements("lines").first?.bool("is_cancelled") == true)
            let never = try await server.get("/api/v1/orders/NORTHQUAY_DE/NQ-1?as_of=2000-01-01T00:00:00%2B01:00")
            #expect(never.status == 404)
        }
    }

    @Test("The timeline tells messages, transitions and communications, oldest first")
    func timeline() async throws {
        try await RunningServer.with(projects: true) { server async throws in
            try await feed([Messages.created(order: "NQ-1"), Messages.lineCancelled(order: "NQ-1")], server)
            let items = try await server.get("/api/v1/orders/NORTHQUAY_DE/NQ-1/timeline").json.elements("items")
            #expect(items.first?.string("type") == "message")
            #expect(items.contains { $0.string("transition") == "order_placed" })
            let confirmation = items.first { $0["communication"]?.string("kind") == "order_confirmation" }
            #expect(confirmation?["communication"]?.string("order_id") == "NQ-1")
            let positions = items.compactMap { $0["position"]?.int("position") }
            #expect(positions.count == items.count)
            #expect(positions == positions.sorted())
        }
    }

    @Test("Messages are shown as they came, page by page")
    func messages() async throws {
        try await RunningServer.with { server async throws in
            var sent: [String] = []
            for id in 1...7 { sent.append(Messages.lineCancelled(order: "NQ-1", line: "é\(id)", id: "\(id)")) }
            _ = try await server.post("/oms", "[" + sent.joined(separator: ",") + "]")
            var target: String? = "/api/v1/orders/X/NQ-1/messages?limit=3"
            var seen: [String] = []
            var pages = 0
            while let page = target {
                let answer = try await server.get(page).json
                seen += answer.elements("messages").map { String(decoding: $0["payload"]?.raw ?? [], as: UTF8.self) }
                target = answer.string("next").map { "/api/v1/orders/X/NQ-1/messages?limit=3&after=\($0)" }
                pages += 1
            }
            #expect(seen == sent)
            #expect(pages == 3)
        }
    }

    @Test("Walking the list of orders shows every order once, newest first", arguments: [1, 3, 7, 50])
    func walk(limit: Int) async throws {
        try await RunningServer.with(projects: true) { server async throws in
            // Equal dates, several channels of one id, and orders without a date.
            var messages: [String] = []
            for number in 0..<8 {
                let channels = number % 3 == 0 ? ["NORTHQUAY_DE", "NORTHQUAY_UK"] : ["NORTHQUAY_DE"]
                for channel in channels {
                    messages.append(
                        Messages.created(
                            order: "NQ-\(number)", channel: channel, date: "2026-03-0\(1 + number / 3)T10:00:00Z"))
                }
            }
            try await feed(messages, server)
            var seen: [String] = []
            var target: String? = "/api/v1/orders?limit=\(limit)"
            while let page = target {
                let answer = try await server.get(page).json
                let orders = answer.elements("orders")
                #expect(orders.count <= limit)
                seen += orders.map {
                    "\($0.string("ordered_at") ?? "") \($0.string("order_id") ?? "") \($0.string("sales_channel") ?? "")"
                }
                target = answer.string("next").map { "/api/v1/orders?limit=\(limit)&after=\($0)" }
            }
            #expect(seen.count == messages.count)
            #expect(Set(seen).count == messages.count)
            #expect(seen == seen.sorted(by: >))
        }
    }

    @Test("Filters narrow the list")
    func filters() async throws {
        try await RunningServer.with(projects: true) { server async throws in
            try await feed(
                [
                    Messages.created(order: "A-1"), Messages.created(order: "A-2", channel: "NORTHQUAY_UK"),
                    Messages.created(order: "B-1", date: "2026-04-01T00:00:00Z"),
                ], server)
            func ids(_ query: String) async throws -> [String?] {
                try await server.get("/api/v1/orders?" + query).json.elements("orders").map { $0.string("order_id") }
            }
            #expect(try await ids("q=A-") == ["A-1", "A-2"])
            #expect(try await ids("q=a%201") == ["A-1"])
            #expect(try await ids("channel=NORTHQUAY_UK") == ["A-2"])
            #expect(try await ids("since=2026-03-15T00:00:00Z") == ["B-1"])
            #expect(try await ids("until=2026-03-15T00%3A00%3A00Z&q=A-1") == ["A-1"])
            #expect(try await ids("status=NEW&limit=1") == ["B-1"])
            #expect(try await ids("status=COMPLETE").isEmpty)
        }
    }

    @Test(
        "An order id may hold anything",
        arguments: [
            "a/b", "../../etc/passwd", "100%", "naïve ☕", "a:b?c#d&e=f", "a+b c", "x\u{2028}y",
            "'; DROP TABLE message; --",
        ])
    func hostileIDs(id: String) async throws {
        try await RunningServer.with(projects: true) { server async throws in
            try await feed([Messages.created(order: id)], server)
            let encoded = id.utf8.map { byte in
                "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }.joined()
            let response = try await server.get("/api/v1/orders/NORTHQUAY_DE/\(encoded)")
            #expect(response.status == 200, "\(response.text)")
            #expect(try response.json.string("order_id") == id)
            #expect(try await server.get("/api/v1/orders/NORTHQUAY_DE/\(encoded)/timeline").status == 200)
            #expect(try await server.get("/api/v1/orders/NORTHQUAY_DE/\(encoded)/messages").status == 200)
        }
    }
}
