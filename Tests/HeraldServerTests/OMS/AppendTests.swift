import EventLog
import HeraldServer
import HeraldTesting
import OMSMessages
import Postgres
import Testing

@Suite("POST /oms", .database)
struct AppendTests {
    @Test("A message is answered with its place, and stands there byte for byte")
    func stored() async throws {
        try await RunningServer.with { server async throws in
            let message = " " + Messages.lineCancelled(order: "NQ-1", id: "42") + "\n"
            let response = try await server.post("/oms", message)
            #expect(response.status == 200)
            #expect(response.headers["content-type"] == "application/json")
            let answer = try response.json
            #expect(answer.string("jsonrpc") == "2.0")
            #expect(answer["id"]?.raw == Array("42".utf8))
            let result = try #require(answer["result"])
            #expect(result.bool("duplicate") == false)
            let place = try #require(result.int("position"))
            let shard = try #require(result.int("shard"))
            #expect(shard == Int(ShardHash.shard(ofOrder: "NQ-1", among: 64)))
            let stored = try await MessageLog(pool: server.pool).message(shard: Int16(shard), position: Int64(place))
            #expect(stored?.payload == Array(message.utf8))
            #expect(stored?.isHistorical == false)
        }
    }

    @Test("A repeat gets the first position back; the same id with other params is another message")
    func duplicates() async throws {
        try await RunningServer.with { server async throws in
            let first = try await server.post("/oms", Messages.lineCancelled(order: "NQ-1")).json["result"]
            let repeated = try await server.post("/oms", Messages.lineCancelled(order: "NQ-1")).json["result"]
            let other = try await server.post("/oms", Messages.lineCancelled(order: "NQ-1", line: "2")).json["result"]
            #expect(first?.int("position") == 1)
            #expect(repeated?.int("position") == 1)
            #expect(repeated?.bool("duplicate") == true)
            #expect(other?.int("position") == 2)
            #expect(other?.bool("duplicate") == false)
        }
    }

    @Test(
        "Whatever is a request is stored, however little it says",
        arguments: [
            #"{"method":"magento.anything.at.all"}"#,
            #"{"jsonrpc":2.0,"method":"x","id":null}"#,
            #"{"method":"magento.sales.order_management.line_cancelled","params":{}}"#,
            #"{"method":"magento.sales.order_management.line_cancelled","params":{"order_id":{"a":1}}}"#,
            #"{"method":"magento.sales.order_management.created","params":{"order":"no object"},"id":[1]}"#,
            #"{"method":"magento.sales.order_management.created","params":[],"id":{},"client":7}"#,
            #"{"method":"magento.postsales.refund_management.updated","params":{"refund":{"order_id":"a\u0000b"}}}"#,
            #"{"method":"🛒","params":null}"#,
        ])
    func tolerated(message: String) async throws {
        try await RunningServer.with { server async throws in
            let response = try await server.post("/oms", message)
            #expect(response.status == 200, "\(response.text)")
            #expect(try response.json["result"]?.int("position") == 1)
            let id = try #require(try response.json["id"])
            #expect(id.isNull)
        }
    }

    @Test(
        "What is no request is refused with the code of JSON-RPC",
        arguments: [
            ("", -32700), ("{", -32700), ("nonsense", -32700), (#"{"method":"x"} x"#, -32700),
            (#"{"method":"x","params":{"a":"\#u{1}"}}"#, -32700), ("\u{0}", -32700),
            (String(repeating: "[", count: 5000) + String(repeating: "]", count: 5000), -32700),
            ("42", -32600), ("{}", -32600), ("[]", -32600), (#"{"method":7}"#, -32600), (#"{"method":null}"#, -32600),
            (#"{"method":"x","params":"text"}"#, -32600), (#"{"method":"x","params":7}"#, -32600), ("null", -32600),
        ] as [(String, Int)])
    func refused(body: String, code: Int) async throws {
        try await RunningServer.with { server async throws in
            let response = try await server.post("/oms", body)
            #expect(response.status == 400, "\(response.text)")
            let error = try #require(try response.json["error"])
            #expect(error.int("code") == code)
            #expect(error.string("message")?.isEmpty == false)
            #expect(try response.json["id"]?.isNull == true)
        }
    }

    @Test("Invalid UTF-8 is refused, and the refusal is recorded without content")
    func invalidUTF8() async throws {
        try await RunningServer.with { server async throws in
            let body = Array(#"{"method":"x","params":{"name":""#.utf8) + [0xFF, 0xFE] + Array(#""}}"#.utf8)
            let response = try await server.send("POST", "/oms", [:], body)
            #expect(response.status == 400)
            #expect(try response.json["error"]?.int("code") == -32700)
            var recorded: [RejectedInput] = []
            while recorded.isEmpty { recorded = try await server.rejections.newest() }
            #expect(recorded.count == 1)
            #expect(recorded[0].kind == .parseError)
            #expect(recorded[0].origin == .loopback)
            #expect(recorded[0].size == body.count)
            #expect(recorded[0].excerpt == nil)
        }
    }

    @Test("OPTIONS tells the bus that this is an endpoint")
    func probe() async throws {
        try await RunningServer.with { server async throws in
            let response = try await server.send("OPTIONS", "/oms")
            #expect(response.status == 200)
            #expect(response.headers["x-magento-service-bus"] == "*")
        }
    }

    @Test("While the queue is full, messages are answered with 503, a time to retry and the message's id")
    func overload() async throws {
        // The appender of this server does not run its lanes until the queue is full: one lane, blocked by a lock.
        try await RunningServer.with(limits: AppendLimits(lanes: 1, maximumQueued: 1, maximumBatch: 1)) {
            server async throws in
            let blocker = try await TestDatabase.current.connect()
            try await blocker.perform { try $0.script("BEGIN; LOCK TABLE shard_position IN ACCESS EXCLUSIVE MODE") }
            var refused: TestResponse?
            var connections: [TestConnection] = []
            for number in 0..<6 {
                let connection = try server.connect()
                let message = Messages.lineCancelled(order: "NQ-\(number)", id: "\(number)")
                try await connection.send(RunningServer.request("POST", "/oms", [:], Array(message.utf8)))
                connections.append(connection)
            }
            try await withThrowingTaskGroup(of: TestResponse.self) { group in
                for connection in connections { group.addTask { try await connection.response() } }
                refused = try await group.next()
                try await blocker.perform { try $0.script("ROLLBACK") }
                var statuses: [Int: Int] = [:]
                for try await response in group { statuses[response.status, default: 0] += 1 }
                #expect(statuses[200, default: 0] >= 1)
            }
            let response = try #require(refused)
            #expect(response.status == 503)
            #expect(response.headers["retry-after"] == "2")
            #expect(try response.json["error"]?.int("code") == -32000)
            #expect(try response.json["id"]?.int != nil)
        }
    }
}
