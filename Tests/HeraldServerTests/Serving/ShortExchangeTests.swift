import HeraldTesting
import OMSMessages
import Postgres
import Testing

@testable import HeraldServer

/// Small messages are served by another way than everything else; nobody should notice.
@Suite("Small messages", .database, .timeLimit(.minutes(2)))
struct ShortExchangeTests {
    private func message(_ id: Int) -> [UInt8] { Array(Messages.lineCancelled(order: "A", id: "\(id)").utf8) }

    private func chunked(_ id: Int) -> [UInt8] {
        let message = message(id)
        return Array("POST /oms HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n".utf8)
            + Array("\(String(message.count, radix: 16))\r\n".utf8) + message + Array("\r\n0\r\n\r\n".utf8)
    }

    /// Lets nothing be appended while the body runs, and gives it what ends that.
    private func whileNothingIsAppended(_ body: (_ end: () async throws -> Void) async throws -> Void) async throws {
        let blocker = try await TestDatabase.current.connect()
        try await blocker.perform { try $0.script("BEGIN; LOCK TABLE shard_position IN ACCESS EXCLUSIVE MODE") }
        try await body { try await blocker.perform { try $0.script("ROLLBACK") } }
        await blocker.close()
    }

    @Test("are answered in order among requests that take the long way, however they come in")
    func order() async throws {
        try await RunningServer.with { server async throws in
            let connection = try server.connect()
            var bytes: [UInt8] = []
            for id in stride(from: 0, to: 400, by: 4) {
                bytes += RunningServer.request("POST", "/oms", [:], message(id))
                bytes += RunningServer.request("GET", "/nothing", ["X-Request-ID": "r\(id)"])
                bytes += chunked(id + 1)
                bytes += RunningServer.request("POST", "/oms", [:], message(id + 2))
                bytes += RunningServer.request("POST", "/oms", ["Connection": "Keep-Alive"], message(id + 3))
            }
            // In pieces that end anywhere, and all of it before anything is read.
            for start in stride(from: 0, to: bytes.count, by: 1_777) {
                try await connection.send(Array(bytes[start..<min(start + 1_777, bytes.count)]))
            }
            for id in stride(from: 0, to: 400, by: 4) {
                #expect(try await connection.response().json.int("id") == id)
                #expect(try await connection.response().headers["x-request-id"] == "r\(id)")
                for id in id + 1..<id + 4 { #expect(try await connection.response().json.int("id") == id) }
            }
        }
    }

    @Test(
        "get the same answer by either way, to the last field",
        arguments: [
            (#"{"jsonrpc":"2.0","id":"1","method":"x","params":{}}"#, 200), ("no JSON", 400),
            ("[" + String(repeating: "1,", count: 1_000) + "1]", 413),
        ])
    func sameAnswer(body: String, status: Int) async throws {
        try await RunningServer.with { server async throws in
            _ = try await server.post("/oms", body)
            let connection = try server.connect()
            let headers = ["X-Request-ID": "a"]
            try await connection.send(RunningServer.request("POST", "/oms", headers, Array(body.utf8)))
            let short = try await connection.response()
            let expecting = headers.merging(["Expect": "100-continue"]) { $1 }
            try await connection.send(RunningServer.request("POST", "/oms", expecting, Array(body.utf8)))
            let long = try await connection.response()
            #expect(short.status == status && long.status == status)
            #expect(short.reason == long.reason)
            #expect(short.body == long.body)
            #expect(Set(short.headers.keys) == Set(long.headers.keys))
            for (name, value) in short.headers where name != "date" { #expect(long.headers[name] == value, "\(name)") }
        }
    }

    @Test("whose answers nobody takes hold their connection no longer than an idle one")
    func notTaken() async throws {
        try await RunningServer.with {
            $0.idleTimeout = .milliseconds(300)
        } _: { server async throws in
            // Each answer is much longer than its request.
            let errors = RunningServer.request(
                "POST", "/oms", [:], Array(("[" + String(repeating: "1,", count: 999) + "1]").utf8))
            let connection = try TestConnection(port: server.port, receiveBuffer: 4_096)
            // Their answers are more than the sockets hold.
            for _ in 0..<200 { try await connection.send(errors) }
            do {
                for _ in 0..<300 {
                    try await Task.sleep(for: .milliseconds(100))
                    try await connection.send("\r\n")
                }
                Issue.record("the connection is still open")
            } catch is TestConnection.Closed {}
        }
    }

    @Test("may come byte by byte")
    func dripping() async throws {
        try await RunningServer.with { server async throws in
            let connection = try server.connect()
            for byte in RunningServer.request("POST", "/oms", [:], message(1)) { try await connection.send([byte]) }
            let answer = try await connection.response().json
            #expect(answer["result"]?.int("position") == 1)
        }
    }

    @Test("are answered to a client that has nothing more to send, and whatever nonsense follows")
    func halfClosed() async throws {
        try await RunningServer.with { server async throws in
            let (finished, garbled) = (try server.connect(), try server.connect())
            try await whileNothingIsAppended { end in
                try await finished.send(RunningServer.request("POST", "/oms", [:], message(1)))
                finished.finishSending()
                try await garbled.send(
                    RunningServer.request("POST", "/oms", [:], message(2)) + Array("GARBAGE\r\n\r\n".utf8))
                try await TestDatabase.current.untilBlocked()
                try await end()
            }
            #expect(try await finished.response().status == 200)
            #expect(await finished.isClosed())
            #expect(try await garbled.response().status == 200)
            if let response = try? await garbled.response() { #expect(response.status == 400) }
            #expect(await garbled.isClosed())
        }
    }

    @Test("are stored though their client has gone meanwhile, and others are served")
    func clientGone() async throws {
        try await RunningServer.with { server async throws in
            try await whileNothingIsAppended { end in
                do {
                    let gone = try server.connect()
                    try await gone.send(RunningServer.request("POST", "/oms", [:], message(1)))
                    try await TestDatabase.current.untilBlocked()
                }
                // The descriptor is closed now. Nothing tells when the server has seen that: some time is given to it.
                try await Task.sleep(for: .milliseconds(200))
                try await end()
            }
            let again = try await server.post("/oms", String(decoding: message(1), as: UTF8.self))
            #expect(try again.json["result"]?.bool("duplicate") == true)
            #expect(try again.json["result"]?.int("position") == 1)
        }
    }

    @Test("before one that would change the language of the connection are answered, and that is the last")
    func beforeUpgrade() async throws {
        try await RunningServer.with { server async throws in
            let connection = try server.connect()
            let upgrade = "GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n"
            try await connection.send(
                RunningServer.request("POST", "/oms", [:], message(1)) + Array(upgrade.utf8)
                    + RunningServer.request("POST", "/oms", [:], message(2)))
            #expect(try await connection.response().json.int("id") == 1)
            #expect(try await connection.response().status == 200)
            #expect(await connection.isClosed())
        }
        let stored = try await TestDatabase.current.pool.withConnection { connection in
            try connection.query(Statement(name: "", sql: "SELECT count(*) FROM message"))[0].int64(0)
        }
        #expect(stored == 1)
    }

    @Test("end a connection that is to be closed after them")
    func closing() async throws {
        try await RunningServer.with { server async throws in
            let connection = try server.connect()
            try await connection.send(RunningServer.request("POST", "/oms", ["Connection": "close"], message(1)))
            #expect(try await connection.response().status == 200)
            #expect(await connection.isClosed())
        }
    }

    @Test("keep their connection open while they are answered, and not for longer than an idle one")
    func idle() async throws {
        try await RunningServer.with {
            $0.idleTimeout = .seconds(1)
        } _: { server async throws in
            try await whileNothingIsAppended { end in
                let connection = try server.connect()
                try await connection.send(RunningServer.request("POST", "/oms", [:], message(1)))
                try await Task.sleep(for: .seconds(2))
                try await end()
                #expect(try await connection.response().status == 200)
                #expect(await connection.isClosed())
            }
        }
    }

    @Test("that are half sent when the server is stopped are still taken")
    func stopping() async throws {
        try await RunningServer.with { server async throws in
            let connection = try server.connect()
            let request = RunningServer.request("POST", "/oms", [:], message(1))
            // In one piece with a whole one, whose answer says that the half was read too. (Another connection's would not:
            // it may be read by another thread.)
            try await connection.send(
                RunningServer.request("POST", "/oms", [:], message(2)) + Array(request.dropLast(20)))
            #expect(try await connection.response().status == 200)
            await server.stop()
            try await connection.send(Array(request.suffix(20)))
            #expect(try await connection.response().status == 200)
            #expect(await connection.isClosed())
        }
    }
}
