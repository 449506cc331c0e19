import Foundation
import HeraldServer
import HeraldTesting
import Testing

@testable import HeraldServer

/// Cursors come back from outside: whatever stands in one, a list answers a page or says that there is none.
@Suite("Forged cursors", .database, .timeLimit(.minutes(5)))
struct ForgedCursorTests {
    /// A list that goes on with cursors: its path, and values of one that is right.
    struct List: Sendable, CustomStringConvertible {
        let path: String
        let values: [String]
        var description: String { path }
    }

    private static let id = "\"00000000-0000-0000-0000-000000000001\""
    private static let delivery = ["1", id, "\"smtp\"", "\"d41d8cd98f00b204e9800998ecf8427e\""]
    static let lists: [List] = [
        List(path: "/api/v1/orders", values: ["\"orders\"", "1", "\"NQ-1\"", "\"DE\""]),
        List(path: "/api/v1/orders?q=NQ", values: ["\"found orders\"", "1", "1", "\"NQ-1\"", "\"DE\""]),
        List(path: "/api/v1/orders/NORTHQUAY_DE/NQ-1/messages", values: ["\"messages\"", "1"]),
        List(path: "/api/v1/communications", values: ["\"communications\"", "1", id]),
        List(path: "/api/v1/deliveries", values: ["\"deliveries\""] + delivery),
        List(path: "/api/v1/audit", values: ["\"audit\"", "1", "\"order:1\""]),
        List(
            path: "/api/v1/dead-letters",
            values: ["\"dead-letters\"", "\"parked_order\"", "1", "\"NQ-1\"", "null", "null"]),
        List(
            path: "/api/v1/dead-letters",
            values: ["\"dead-letters\"", "\"set_aside_message\"", "1", "1", "null", "null"]),
        List(path: "/api/v1/dead-letters", values: ["\"dead-letters\"", "\"failed_delivery\""] + delivery),
        List(path: "/orders", values: ["\"orders\"", "1", "\"NQ-1\"", "\"DE\""]),
        List(path: "/orders?q=NQ", values: ["\"found orders\"", "1", "1", "\"NQ-1\"", "\"DE\""]),
        List(path: "/communications", values: ["\"communications\"", "1", id]),
        List(path: "/outbox", values: ["\"outbox by made\""] + delivery),
        List(path: "/outbox?status=pending", values: ["\"outbox by due\""] + delivery),
        List(path: "/outbox?status=failed", values: ["\"outbox by failed\""] + delivery),
    ]

    /// What takes the place of each value.
    private static let values: [String] = [
        "null", "true", "0", "-1", "32768", "-32769", "9223372036854775807", "9223372036854775806",
        "-9223372036854775808", "-9223372036854775807", "-9000000000000000000", "-210866803200000001",
        "-211813488000000001", "18446744073709551616", "1e300", "-1e300", "1.5", "\"\"", #""\u0000""#, #""a\u0000b""#,
        #""\ud800""#, "\"" + String(repeating: "x", count: 2_900) + "\"", "[]", "{}", "[[[1]]]",
        "\"ffffffff-ffff-ffff-ffff-ffffffffffff\"",
    ]

    private static func forged(_ list: List) -> [String] {
        var texts = [
            "[]", "{}", "null", "[", "[" + list.values.joined(separator: ",") + ",1]",
            "[" + list.values.dropLast().joined(separator: ",") + "]", "[\"nothing\",1]",
            String(repeating: "[", count: 2_000) + String(repeating: "]", count: 1_000),
        ]
        for place in list.values.indices {
            for value in values {
                var forged = list.values
                forged[place] = value
                texts.append("[" + forged.joined(separator: ",") + "]")
            }
        }
        return texts.map { text in
            Data(text.utf8).base64EncodedString()
                .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
        } + ["%00", "!", "_", "AAAA", "gICA", String(repeating: "A", count: 5_000)]
    }

    @Test("Every list answers one with a page or with 404, and none with an error of its own", arguments: lists)
    func forged(list: List) async throws {
        try await RunningServer.with(projects: true, actions: nil) { server async throws in
            _ = try await server.post("/oms", Messages.created(order: "NQ-1"))
            try await server.untilProjected()
            let path = list.path + (list.path.contains("?") ? "&" : "?") + "after="
            let right = "[" + list.values.joined(separator: ",") + "]"
            let cursor = Data(right.utf8).base64EncodedString().replacing("=", with: "")
            let page = try await server.get(path + cursor)
            #expect(page.status == 200, "\(right): \(page.text)")
            let connection = try server.connect()
            for cursor in Self.forged(list) {
                try await connection.send(RunningServer.request("GET", path + cursor))
                let answer = try await connection.response()
                let expected = cursor == "%00" ? [400] : [200, 404]
                #expect(expected.contains(answer.status), "\(cursor): \(answer.text)")
            }
        }
    }

    @Test("Every list of the API is among those tested")
    func completeness() async throws {
        try await RunningServer.with { server async throws in
            let paged = server.server.table.routes.filter { $0.parameters.contains { $0.name == "after" } }
            for route in paged {
                let isTested = Self.lists.contains {
                    route.pattern.match(PathPattern.split($0.path.prefix { $0 != "?" })) != nil
                }
                #expect(isTested, "\(route.pattern.text)")
            }
        }
    }
}
