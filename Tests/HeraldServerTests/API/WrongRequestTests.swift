import HeraldServer
import HeraldTesting
import OMSMessages
import Testing

@Suite("Wrong requests to the API", .database)
struct WrongRequestTests {
    @Test(
        "A wrong parameter is refused with 400, and named",
        arguments: [
            ("/api/v1/orders?limit=0", "limit"), ("/api/v1/orders?limit=201", "limit"),
            ("/api/v1/orders?limit=ten", "limit"), ("/api/v1/orders?colour=red", "colour"),
            ("/api/v1/orders?since=yesterday", "since"), ("/api/v1/orders?since=", "since"),
            ("/api/v1/orders?limit=", "limit"), ("/api/v1/communications?kind=", "kind"),
            ("/api/v1/orders?q=a&q=b", "q"), ("/api/v1/orders?q=%00", "q"),
            ("/api/v1/orders/A/B?as_of=then", "as_of"), ("/api/v1/orders/A/B?as_of=", "as_of"),
            ("/api/v1/orders/A/B?as_of=99999999999999999999", "as_of"),
            ("/api/v1/communications?kind=birthday", "kind"), ("/api/v1/communications?status=maybe", "status"),
            ("/api/v1/communications?audience=all", "audience"), ("/api/v1/communications/42", "id"),
            ("/api/v1/communications/00000000-0000-0000-0000-000000000000/content?as=pdf", "as"),
            ("/api/v1/dead-letters?type=x", "type"), ("/api/v1/deliveries?status=x", "status"),
            ("/api/v1/orders/A/%FF", "order"), ("/api/v1/orders/A/%00", "order"), ("/api/v1/orders/A/%zz", "order"),
            ("/healthz?x=1", "x"),
        ])
    func wrongParameter(target: String, name: String) async throws {
        try await RunningServer.with { server async throws in
            let response = try await server.get(target)
            #expect(response.status == 400, "\(response.text)")
            #expect(response.headers["content-type"] == "application/problem+json")
            let problem = try response.json
            #expect(problem.string("parameter") == name)
            #expect(problem.int("status") == 400)
            for member in ["type", "title", "detail", "instance"] {
                #expect(problem.string(member)?.isEmpty == false, "\(member)")
            }
        }
    }

    @Test(
        "What does not exist is answered with 404 as JSON",
        arguments: [
            "/nothing", "/api/v1/orders/A", "/api/v1/orders/A/B", "/api/v1/orders/A/B/timeline", "/api/v2/orders",
            "/api/v1/orders/A/B/messages", "/api/v1/returns/A/B/C", "/api/v1/orders/", "//", "/oms/", "/%2e%2e/x",
            "/api/v1/orders?after=zzz", "/api/v1/orders?after=WyJjb21tdW5pY2F0aW9ucyIsMSwiYSJd",
            "/api/v1/communications/00000000-0000-0000-0000-000000000000",
            "/api/v1/communications/00000000-0000-0000-0000-000000000000/attempts",
            "/api/v1/communications/00000000-0000-0000-0000-000000000000/content",
            "/api/v1/communications/00000000-0000-0000-0000-000000000000/explain",
        ])
    func notFound(target: String) async throws {
        try await RunningServer.with { server async throws in
            let response = try await server.get(target)
            #expect(response.status == 404, "\(response.text)")
            #expect(try response.json.string("type") == "urn:herald:problem:not-found")
        }
    }

    @Test("A method that a path does not take is answered with 405 and the methods it takes")
    func wrongMethod() async throws {
        try await RunningServer.with { server async throws in
            let oms = try await server.get("/oms")
            #expect(oms.status == 405)
            #expect(oms.headers["allow"] == "OPTIONS, POST")
            let orders = try await server.send("DELETE", "/api/v1/orders")
            #expect(orders.status == 405)
            #expect(orders.headers["allow"] == "GET, HEAD")
            let order = try await server.post("/api/v1/orders/A/B", "{}")
            #expect(order.headers["allow"] == "GET, HEAD")
        }
    }

    @Test("HEAD is GET without the body")
    func head() async throws {
        try await RunningServer.with { server async throws in
            let get = try await server.get("/openapi.json")
            let connection = try server.connect()
            try await connection.send(RunningServer.request("HEAD", "/openapi.json"))
            let head = try await connection.response(toHead: true)
            #expect(head.status == 200)
            #expect(head.headers["content-length"] == String(get.body.count))
            // Nothing of a body stands in the way of the next answer.
            try await connection.send(RunningServer.request("GET", "/healthz"))
            #expect(try await connection.response().status == 200)
        }
    }
}
