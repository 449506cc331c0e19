import EventLog
import HeraldServer
import HeraldTesting
import OMSMessages
import Synchronization
import Testing

@Suite("A database that goes away under load")
struct DurabilityTests {
    /// What the senders were told.
    private struct Told: Sendable {
        var acknowledged: [(shard: Int, position: Int, id: String)] = []
        var refused = 0
        var others: [Int] = []
    }

    private final class Record: Sendable {
        let state = Mutex(Told())
        func withLock<Result: Sendable>(_ body: (inout Told) -> Result) -> Result { state.withLock { body(&$0) } }
    }

    @Test("is answered with 503, recovers, and loses nothing that was acknowledged", .timeLimit(.minutes(5)))
    func outage() async throws {
        try await ServerUnderTest.with { database in
            try await withMigratedPool(database) { pool in
                try await RunningServer.with(pool: pool) { server async throws in
                    let told = Record()
                    try await withThrowingTaskGroup(of: Void.self) { group in
                        for sender in 0..<8 {
                            group.addTask { try await Self.send(sender, to: server, told) }
                        }
                        try await Self.until { told.withLock { $0.acknowledged.count } > 200 }
                        database.kill()
                        try await Self.until { told.withLock { $0.refused } > 20 }
                        try await database.start()
                        let before = told.withLock { $0.acknowledged.count }
                        try await Self.until { told.withLock { $0.acknowledged.count } > before + 200 }
                        group.cancelAll()
                    }
                    let result = told.withLock { $0 }
                    #expect(result.others.isEmpty)
                    let log = MessageLog(pool: pool)
                    var ids: [Int: [Int64: String?]] = [:]
                    for (shard, head) in try await log.heads() {
                        let messages = try await log.page(shard: shard, after: 0, limit: 100_000)
                        #expect(messages.map(\.position) == Array(0..<head).map { $0 + 1 })
                        ids[Int(shard)] = Dictionary(uniqueKeysWithValues: messages.map { ($0.position, $0.messageID) })
                    }
                    for (shard, position, id) in result.acknowledged {
                        #expect(ids[shard]?[Int64(position)] == id)
                    }
                }
            }
        }
    }

    /// Sends messages over one connection until the task is cancelled.
    private static func send(_ sender: Int, to server: RunningServer, _ told: Record) async throws {
        let connection = try server.connect()
        var number = 0
        while !Task.isCancelled {
            let id = "\(sender)-\(number)"
            let message = Messages.lineCancelled(order: "NQ-\(number % 100)", id: "\"\(id)\"")
            try await connection.send(RunningServer.request("POST", "/oms", [:], Array(message.utf8)))
            let response = try await connection.response()
            let result = try response.json["result"]
            told.withLock { told in
                switch response.status {
                case 200: told.acknowledged.append((result?.int("shard") ?? -1, result?.int("position") ?? -1, id))
                case 503: told.refused += 1
                default: told.others.append(response.status)
                }
            }
            // After a refusal the bus sends the same message again.
            if response.status == 200 { number += 1 }
        }
    }

    private static func until(_ condition: () -> Bool) async throws {
        while !condition() { try await Task.sleep(for: .milliseconds(10)) }
    }
}
