import HeraldTesting
import OMSMessages
import Postgres
import ServiceLifecycle
import Testing

@testable import HeraldServer

@Suite("Every answer", .database)
struct ServingTests {
    @Test(
        "carries security headers, a date and a request id",
        arguments: ["/", "/healthz", "/nothing", "/api/v1/orders", "/api/v1/orders?limit=x", "/oms"])
    func headers(target: String) async throws {
        try await RunningServer.with { server async throws in
            let response = try await server.get(target)
            #expect(response.headers["x-content-type-options"] == "nosniff")
            #expect(response.headers["content-security-policy"]?.hasPrefix("default-src 'none'") == true)
            #expect(response.headers["x-frame-options"] == "DENY")
            #expect(response.headers["referrer-policy"] == (target == "/" ? "same-origin" : "no-referrer"))
            #expect(response.headers["cache-control"] == "no-store")
            #expect(response.headers["access-control-allow-origin"] == nil)
            #expect(response.headers["date"]?.hasSuffix(" GMT") == true)
            #expect(response.headers["x-request-id"]?.isEmpty == false)
        }
    }

    @Test("A sane request id is echoed, any other replaced")
    func requestIDs() async throws {
        try await RunningServer.with { server async throws in
            let echoed = try await server.get("/healthz", ["X-Request-ID": "abc-1.2:3_4"])
            #expect(echoed.headers["x-request-id"] == "abc-1.2:3_4")
            for id in ["", "a b", "a\"b", String(repeating: "a", count: 65), "<script>"] {
                let replaced = try await server.get("/healthz", ["X-Request-ID": id])
                #expect(replaced.headers["x-request-id"] != id)
                #expect(replaced.headers["x-request-id"]?.isEmpty == false)
            }
        }
    }

    @Test("A node serves only the parts it is told to")
    func parts() async throws {
        try await RunningServer.with {
            $0.parts = [.api]
        } _: { server async throws in
            #expect(try await server.post("/oms", "{}").status == 404)
            #expect(try await server.get("/api/v1/orders").status == 200)
        }
        try await RunningServer.with {
            $0.parts = [.ingest]
        } _: { server async throws in
            #expect(try await server.post("/oms", "{}").status == 400)
            #expect(try await server.get("/api/v1/orders").status == 404)
            #expect(try await server.get("/").status == 404)
        }
    }

    @Test("A client of HTTP/1.0 is told the end of the answer by the end of the connection, unless it keeps it")
    func oldClients() async throws {
        try await RunningServer.with { server async throws in
            let message = Messages.lineCancelled(order: "A")
            let head = "POST /oms HTTP/1.0\r\nContent-Length: \(message.utf8.count)\r\n"
            let closing = try server.connect()
            try await closing.send(head + "\r\n" + message)
            let response = try await closing.response()
            #expect(response.status == 200)
            #expect(response.headers["connection"] == "close")
            #expect(await closing.isClosed())
            let keeping = try server.connect()
            for _ in 0..<2 {
                try await keeping.send(head + "Connection: keep-alive\r\n\r\n" + message)
                let response = try await keeping.response()
                #expect(response.status == 200)
                #expect(response.headers["connection"] == "keep-alive")
            }
        }
    }

    @Test("A body that nobody wants ends the connection")
    func unwantedBody() async throws {
        try await RunningServer.with { server async throws in
            let connection = try server.connect()
            try await connection.send("GET /healthz HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000000\r\n\r\n")
            let response = try await connection.response()
            #expect(response.status == 200)
            #expect(response.headers["connection"] == "close")
            #expect(await connection.isClosed())
        }
    }

    @Test("A graceful stop answers what is under way, and accepts nothing more")
    func gracefulStop() async throws {
        try await RunningServer.with { server async throws in
            // A message that cannot be committed yet.
            let blocker = try await TestDatabase.current.connect()
            try await blocker.perform { try $0.script("BEGIN; LOCK TABLE shard_position IN ACCESS EXCLUSIVE MODE") }
            let idle = try server.connect()
            try await idle.send(RunningServer.request("GET", "/healthz"))
            _ = try await idle.response()
            let busy = try server.connect()
            let message = Array(Messages.lineCancelled(order: "A").utf8)
            try await busy.send(RunningServer.request("POST", "/oms", [:], message))
            try await TestDatabase.current.untilBlocked()
            await server.stop()
            #expect(await idle.isClosed())
            #expect(throws: TestConnection.Closed.self) { _ = try server.connect() }
            try await blocker.perform { try $0.script("ROLLBACK") }
            #expect(try await busy.response().status == 200)
            #expect(await busy.isClosed())
        }
    }
}

@Suite("The Date header")
struct DateHeaderTests {
    @Test("is written as RFC 9110 wants it")
    func format() {
        #expect(DateHeader.format(784_111_777) == "Sun, 06 Nov 1994 08:49:37 GMT")
        #expect(DateHeader.format(0) == "Thu, 01 Jan 1970 00:00:00 GMT")
        #expect(DateHeader.format(951_782_400) == "Tue, 29 Feb 2000 00:00:00 GMT")
        #expect(DateHeader.format(4_102_444_799) == "Thu, 31 Dec 2099 23:59:59 GMT")
    }
}
