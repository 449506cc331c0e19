import CZlib
import HeraldTesting
import OMSMessages
import Testing

@testable import HeraldServer

@Suite("Answers that are asked for again, compressed or by web pages", .database)
struct ContentTests {
    private func feed(_ server: RunningServer, orders: Int = 1) async throws {
        let messages = (1...orders).map { Messages.created(order: "NQ-\($0)") }
        #expect(try await server.post("/oms", "[" + messages.joined(separator: ",") + "]").status == 200)
        try await server.untilProjected()
    }

    @Test("One thing has an entity tag; who has this content already is told so, until it changes")
    func entityTags() async throws {
        try await RunningServer.with(projects: true) { server async throws in
            try await feed(server)
            let path = "/api/v1/orders/NORTHQUAY_DE/NQ-1"
            let first = try await server.get(path)
            let tag = try #require(first.headers["etag"])
            #expect(tag.hasPrefix("W/\"") && tag.utf8.count == 36)
            for sent in [tag, "\"x\", \(tag)", "*", String(tag.dropFirst(2))] {
                let again = try await server.get(path, ["If-None-Match": sent])
                #expect(again.status == 304 && again.body.isEmpty, "\(sent)")
                #expect(again.headers["etag"] == tag && again.headers["content-length"] == nil)
                #expect(again.headers["cache-control"] == "no-store")
            }
            #expect(try await server.get(path, ["If-None-Match": "\"x\""]).status == 200)
            #expect(try await server.send("HEAD", path).headers["etag"] == tag)
            #expect(try await server.send("HEAD", path, ["If-None-Match": tag]).status == 304)
            _ = try await server.post("/oms", Messages.lineCancelled(order: "NQ-1"))
            try await server.untilProjected()
            let changed = try await server.get(path, ["If-None-Match": tag])
            #expect(changed.status == 200 && changed.headers["etag"] != tag)
            #expect(try await server.get("/api/v1/orders").headers["etag"] == nil, "a list has none")
            let missing = try await server.get("/api/v1/orders/NORTHQUAY_DE/NQ-2", ["If-None-Match": "*"])
            #expect(missing.status == 404)
        }
    }

    @Test("A connection goes on after a 304")
    func keepAlive() async throws {
        try await RunningServer.with { server async throws in
            let connection = try server.connect()
            let tag = try #require(try await server.get("/openapi.json").headers["etag"])
            for _ in 0..<3 {
                try await connection.send(RunningServer.request("GET", "/openapi.json", ["If-None-Match": tag]))
                #expect(try await connection.response(toHead: true).status == 304)
                try await connection.send(RunningServer.request("GET", "/healthz"))
                #expect(try await connection.response().status == 200)
            }
        }
    }

    @Test("Long JSON is compressed for who asks, to the same bytes, under the same tag; short JSON and pages are not")
    func compression() async throws {
        try await RunningServer.with(projects: true) { server async throws in
            try await feed(server, orders: 40)
            for path in ["/api/v1/orders?limit=40", "/openapi.json", "/metrics"] {
                let plain = try await server.get(path)
                #expect(plain.headers["content-encoding"] == nil && plain.headers["vary"] == "Accept-Encoding")
                let compressed = try await server.get(path, ["Accept-Encoding": "br, gzip;q=0.5"])
                #expect(compressed.headers["content-encoding"] == "gzip", "\(path)")
                #expect(compressed.headers["content-length"] == String(compressed.body.count))
                #expect(compressed.body.count < plain.body.count / 2)
                #expect(compressed.headers["etag"] == plain.headers["etag"])
                if path != "/metrics" { #expect(try gunzip(compressed.body) == plain.body) }
            }
            let gzip = ["Accept-Encoding": "gzip"]
            #expect(try await server.get("/healthz", gzip).headers["content-encoding"] == nil)
            #expect(try await server.get("/", gzip).headers["content-encoding"] == nil)
            let head = try await server.send("HEAD", "/openapi.json", gzip)
            #expect(head.headers["content-encoding"] == "gzip" && head.body.isEmpty)
        }
    }

    @Test(
        "Accept-Encoding is read as RFC 9110 says",
        arguments: [
            ("gzip", true), ("GZIP", true), ("x-gzip", true), ("*", true), ("br, *;q=0.1", true), ("gzip;q=0", false),
            ("gzip; q=0.0, *", false), ("*;q=0", false), ("br", false), ("", false), ("identity", false),
            ("gzip;q=x", true),
        ])
    func accepting(header: String, isAccepted: Bool) {
        #expect(Compression.accepts([header]) == isAccepted)
    }

    @Test("Pages of other origins may call the API only where configuration names them")
    func crossOrigin() async throws {
        let asks = ["Origin": "https://desk.example", "Access-Control-Request-Method": "POST"]
        try await RunningServer.with { server async throws in
            #expect(try await server.send("OPTIONS", "/api/v1/orders", asks).status == 405)
        }
        let tokens = AccessTokens(pool: TestDatabase.current.pool)
        let token = try await tokens.create(name: "desk", role: .viewer).token
        try await RunningServer.with {
            $0.corsOrigins = ["https://desk.example"]
        } _: { server async throws in
            let preflight = try await server.send("OPTIONS", "/api/v1/orders", asks)
            #expect(preflight.status == 204)
            #expect(preflight.headers["access-control-allow-origin"] == "https://desk.example")
            #expect(preflight.headers["access-control-allow-methods"] == "GET")
            #expect(preflight.headers["access-control-allow-headers"]?.contains("Authorization") == true)
            #expect(preflight.headers["access-control-allow-credentials"] == nil)
            #expect(preflight.headers["vary"] == "Origin")
            let bearer = ["Authorization": "Bearer \(token)"]
            let called = try await server.get(
                "/api/v1/orders", bearer.merging(["Origin": "https://desk.example"]) { $1 })
            #expect(called.status == 200)
            #expect(called.headers["access-control-allow-origin"] == "https://desk.example")
            let refused = try await server.get("/api/v1/orders", ["Origin": "https://desk.example"])
            #expect(refused.status == 401)
            #expect(refused.headers["access-control-allow-origin"] != nil, "the page may read why")
            for origin in ["https://evil.example", "http://desk.example", "https://desk.example.evil.example", "null"] {
                let foreign = try await server.send(
                    "OPTIONS", "/api/v1/orders", asks.merging(["Origin": origin]) { $1 })
                #expect(foreign.status == 405 && foreign.headers["access-control-allow-origin"] == nil)
                let read = try await server.get("/api/v1/orders", bearer.merging(["Origin": origin]) { $1 })
                #expect(read.headers["access-control-allow-origin"] == nil)
                #expect(read.headers["vary"]?.contains("Origin") == true)
            }
            #expect(try await server.send("OPTIONS", "/oms", asks).headers["access-control-allow-origin"] == nil)
        }
    }

    @Test("A wrong method is answered with those that are right")
    func methods() async throws {
        try await RunningServer.with { server async throws in
            let read = try await server.send("DELETE", "/api/v1/orders")
            #expect(read.status == 405 && read.headers["allow"] == "GET, HEAD")
            let oms = try await server.send("PUT", "/oms")
            #expect(oms.status == 405 && oms.headers["allow"] == "OPTIONS, POST")
        }
    }
}

private struct NotGzip: Error {}

private func gunzip(_ bytes: [UInt8]) throws -> [UInt8] {
    var stream = unsafe z_stream()
    guard unsafe inflateInit2_(&stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
        throw NotGzip()
    }
    defer { unsafe inflateEnd(&stream) }
    return try unsafe [UInt8](unsafeUninitializedCapacity: 4 << 20) { output, count in
        try unsafe bytes.withUnsafeBufferPointer { input in
            unsafe stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
            unsafe stream.avail_in = UInt32(input.count)
            unsafe stream.next_out = output.baseAddress
            unsafe stream.avail_out = 4 << 20
            guard unsafe inflate(&stream, Z_FINISH) == Z_STREAM_END else { throw NotGzip() }
            count = unsafe (4 << 20) - Int(stream.avail_out)
        }
    }
}
