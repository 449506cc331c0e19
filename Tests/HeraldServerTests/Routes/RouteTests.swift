import HTTPTypes
import HeraldTesting
import OMSMessages
import Testing

@testable import HeraldServer

@Suite("The route table", .database)
struct RouteTests {
    @Test("The description has every route with its methods, parameters and problems, and no other")
    func description() async throws {
        try await RunningServer.with { server async throws in
            let response = try await server.get("/openapi.json")
            #expect(response.headers["content-type"] == "application/json")
            let document = try response.json
            #expect(document.string("openapi") == "3.1.0")
            let paths = try #require(document["paths"])
            var described: Set<String> = []
            for (path, operations) in paths.members {
                for (method, operation) in operations.members {
                    described.insert("\(method) \(path)")
                    let route = try #require(
                        server.server.table.routes.first {
                            $0.pattern.text == path && $0.method.rawValue.lowercased() == method
                        })
                    let inPath = operation.elements("parameters").filter { $0.string("in") == "path" }
                    #expect(inPath.compactMap { $0.string("name") } == route.pattern.parameters, "\(path)")
                    #expect(operation["responses"]?.members.isEmpty == false)
                }
            }
            let routes = server.server.table.routes.filter { !$0.isPage }.map {
                "\($0.method.rawValue.lowercased()) \($0.pattern.text)"
            }
            #expect(described == Set(routes))
            #expect(Set(server.server.table.routes.map(\.operation)).count == server.server.table.routes.count)
        }
    }

    @Test("Every described path leads to its own route, and takes the parameters described")
    func reachable() async throws {
        try await RunningServer.with { server async throws in
            for (index, route) in server.server.table.routes.enumerated() {
                let path = route.pattern.text.replacing(#/{\w+}/#, with: "x%2Fy")
                guard case .route(let found, let values) = server.server.table.match(route.method, path[...]) else {
                    Issue.record("\(route.pattern.text) is not found")
                    continue
                }
                #expect(found == index)
                #expect(values.map(\.name) == route.pattern.parameters)
                #expect(values.allSatisfy { $0.encoded == "x%2Fy" })
            }
        }
    }

    @Test("The contract's paths are all there")
    func contract() async throws {
        let contract = [
            "POST /oms", "OPTIONS /oms", "POST /oms/import", "GET /api/v1/orders",
            "GET /api/v1/orders/{channel}/{order}",
            "GET /api/v1/orders/{channel}/{order}/timeline", "GET /api/v1/orders/{channel}/{order}/messages",
            "GET /api/v1/returns/{channel}/{order}/{return}", "GET /api/v1/communications",
            "GET /api/v1/communications/{id}", "GET /api/v1/communications/{id}/content",
            "GET /api/v1/communications/{id}/attempts", "GET /api/v1/communications/{id}/explain",
            "POST /api/v1/communications/{id}/resend",
            "POST /api/v1/communications/{id}/retry", "POST /api/v1/communications/{id}/dismiss",
            "POST /api/v1/communications/{id}/acknowledge", "GET /api/v1/projections", "GET /api/v1/dead-letters",
            "GET /api/v1/deliveries", "GET /healthz", "GET /readyz", "GET /metrics", "GET /openapi.json", "GET /",
        ]
        try await RunningServer.with { server async throws in
            let routes = Set(server.server.table.routes.map { "\($0.method.rawValue) \($0.pattern.text)" })
            for path in contract { #expect(routes.contains(path), "\(path)") }
        }
    }
}

@Suite("Percent-encoding")
struct PercentDecodingTests {
    @Test(
        "is undone strictly",
        arguments: [
            ("abc", "abc"), ("a%2Fb", "a/b"), ("a%2fb", "a/b"), ("%E2%98%95", "☕"), ("a+b", "a+b"), ("%25", "%"),
            ("%", nil), ("%2", nil), ("%zz", nil), ("%FF", nil), ("%C0%AF", nil), ("", ""),
        ] as [(String, String?)])
    func decoding(encoded: String, text: String?) {
        #expect(PercentDecoding.text(encoded[...]) == text)
    }

    @Test("In a query, a plus is a space")
    func plus() {
        #expect(PercentDecoding.text("a+b%2B", plusIsSpace: true) == "a b+")
    }
}
