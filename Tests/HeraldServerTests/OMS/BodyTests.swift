import HeraldServer
import HeraldTesting
import OMSMessages
import Testing

@Suite("Request bodies", .database)
struct BodyTests {
    @Test("A body of 10 MB is refused with 413, whether it says its length or not")
    func tooLarge() async throws {
        try await RunningServer.with { server async throws in
            let body = [UInt8](repeating: UInt8(ascii: " "), count: 10_000_000)
            let declared = try server.connect()
            try await declared.send(
                "POST /oms HTTP/1.1\r\nHost: localhost\r\nContent-Length: \(body.count)\r\n\r\n")
            let response = try await declared.response()
            #expect(response.status == 413)
            #expect(response.headers["connection"] == "close")
            #expect(try response.json["error"]?.int("code") == -32600)

            let chunked = try server.connect()
            try await chunked.send("POST /oms HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n")
            try await chunked.send("989680\r\n")
            // The server may hang up before all is sent.
            try? await chunked.send(body)
            #expect(try await chunked.response().status == 413)
        }
    }

    @Test("A large message below the limit is stored, also in chunks")
    func large() async throws {
        try await RunningServer.with { server async throws in
            let message =
                #"{"method":"x","params":{"text":""# + String(repeating: "lamp ", count: 1_000_000) + #""}}"#
            #expect(try await server.post("/oms", message).status == 200)
            let connection = try server.connect()
            try await connection.send("POST /oms HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n")
            let bytes = Array(message.utf8)
            for start in stride(from: 0, to: bytes.count, by: 700_000) {
                let chunk = bytes[start..<min(start + 700_000, bytes.count)]
                try await connection.send(
                    Array("\(String(chunk.count, radix: 16))\r\n".utf8) + chunk + Array("\r\n".utf8))
            }
            try await connection.send("0\r\n\r\n")
            let response = try await connection.response()
            #expect(try response.json["result"]?.bool("duplicate") == true)
        }
    }

    @Test("More large bodies than fit into memory are answered with 503")
    func tooManyLarge() async throws {
        try await RunningServer.with {
            $0.maximumBodiesInFlight = 500_000
        } _: { server async throws in
            let connection = try server.connect()
            try await connection.send("POST /oms HTTP/1.1\r\nHost: localhost\r\nContent-Length: 600000\r\n\r\n{")
            #expect(try await connection.response().status == 503)
        }
    }

    @Test("A client that hangs up in the middle of a body leaves nothing behind")
    func halfOpen() async throws {
        try await RunningServer.with { server async throws in
            let message = Messages.lineCancelled(order: "A")
            let connection = try server.connect()
            try await connection.send("POST /oms HTTP/1.1\r\nHost: localhost\r\nContent-Length: 500\r\n\r\n\(message)")
            connection.finishSending()
            _ = await connection.isClosed()
            let response = try await server.post("/oms", message)
            #expect(try response.json["result"]?.bool("duplicate") == false)
        }
    }

    @Test("A client that waits for permission to send the body gets it")
    func expectation() async throws {
        try await RunningServer.with { server async throws in
            let message = Messages.lineCancelled(order: "A")
            let connection = try server.connect()
            try await connection.send(
                "POST /oms HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: \(message.utf8.count)\r\n\r\n"
            )
            try await connection.send(message)
            #expect(try await connection.response().status == 200)
        }
    }

    @Test(
        "What is no HTTP is answered with 400 or a closed connection, and the server goes on",
        arguments: [
            "POST /oms HTTP/1.1\r\nHost: localhost\r\nContent-Length: abc\r\n\r\n",
            "POST /oms HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
            "POST /oms HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
            "POST /oms HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
            "GARBAGE\r\n\r\n", "\u{16}\u{3}\u{1}\u{2}\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: localhost\r\nX: " + String(repeating: "a", count: 100_000) + "\r\n\r\n",
        ])
    func malformed(request: String) async throws {
        try await RunningServer.with { server async throws in
            let connection = try server.connect()
            try? await connection.send(request)
            connection.finishSending()
            if let response = try? await connection.response() { #expect(response.status == 400) }
            #expect(try await server.get("/healthz").status == 200)
        }
    }

    @Test("Several requests on one connection are answered in order")
    func pipelined() async throws {
        try await RunningServer.with { server async throws in
            let connection = try server.connect()
            var bytes: [UInt8] = []
            for id in 1...5 {
                let message = Messages.lineCancelled(order: "A", id: "\(id)")
                bytes += RunningServer.request("POST", "/oms", [:], Array(message.utf8))
            }
            try await connection.send(bytes)
            for id in 1...5 {
                let answer = try await connection.response().json
                #expect(answer.int("id") == id)
                #expect(answer["result"]?.int("position") == id)
            }
        }
    }

    @Test("A connection on which nothing comes is closed")
    func idle() async throws {
        try await RunningServer.with {
            $0.idleTimeout = .milliseconds(200)
        } _: { server async throws in
            let silent = try server.connect()
            #expect(await silent.isClosed())
            let dripping = try server.connect()
            try await dripping.send("GET /healthz HTTP/1.1\r\nHo")
            #expect(await dripping.isClosed())
        }
    }

    @Test("A body that does not come in time ends the connection")
    func slowBody() async throws {
        try await RunningServer.with {
            $0.bodyTimeout = .milliseconds(300)
            $0.minimumBodyRate = 1 << 20
        } _: { server async throws in
            let connection = try server.connect()
            try await connection.send("POST /oms HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n{")
            #expect(await connection.isClosed())
        }
    }
}
