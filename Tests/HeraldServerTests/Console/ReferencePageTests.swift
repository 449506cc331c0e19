import HTTPTypes
import HeraldServer
import HeraldTesting
import Testing

@testable import HeraldServer

@Suite("The page of the API", .database)
struct ReferencePageTests {
    @Test("It has every operation with parameters, roles, answers and a call, every thing, and no link without an end")
    func completeness() async throws {
        try await RunningServer.with { server async throws in
            let response = try await server.get("/api")
            #expect(response.status == 200)
            #expect(response.headers["content-security-policy"]?.contains("default-src 'none'") == true)
            let page = response.text
            let described = server.server.table.routes.filter { !$0.isPage }
            #expect(described.count > 30)
            for route in described {
                let heading = "<span class=\"mono\">\(route.method.rawValue) \(route.pattern.text)</span>"
                let start = try #require(page.firstRange(of: heading)).upperBound
                let end = try #require(page[start...].firstRange(of: "</details>")).lowerBound
                let operation = page[start..<end]
                #expect(operation.contains("id=\"\(route.operation)\""))
                for parameter in route.parameters {
                    #expect(
                        operation.contains("<td class=\"mono keep\">\(parameter.name)"),
                        "\(route.operation) \(parameter.name)")
                }
                for member in route.bodyMembers {
                    #expect(
                        operation.contains("<td class=\"mono keep\">\(member.name)"),
                        "\(route.operation) \(member.name)")
                }
                for (status, _) in route.allProblems {
                    #expect(operation.contains("<td class=\"mono\">\(status)</td>"), "\(route.operation) \(status)")
                }
                #expect(operation.contains("curl"))
                if case .role(let role) = route.access { #expect(operation.contains(role.rawValue)) }
            }
            for component in Component.allCases { #expect(page.contains("id=\"\(component.rawValue)\"")) }
            for link in page.matches(of: #/href="#([^"]+)"/#) {
                #expect(page.contains("id=\"\(link.1)\""), "\(link.1)")
            }
            #expect(page.contains("<a href=\"/api\" aria-current=\"page\">"))
        }
    }

    @Test("It is open like the description, also where tokens exist")
    func access() async throws {
        _ = try await AccessTokens(pool: TestDatabase.current.pool).create(name: "kim", role: .viewer)
        try await RunningServer.with { server async throws in
            let response = try await server.get("/api")
            #expect(response.status == 200)
            #expect(!response.text.contains("aria-label=\"Main\""), "nobody has signed in")
        }
    }
}
