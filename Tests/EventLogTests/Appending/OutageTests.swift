import HeraldTesting
import Postgres
import Schema
import Synchronization
import Testing

@testable import EventLog

@Suite("When the database goes away")
struct OutageTests {
    @Test("every acknowledged message is there afterwards, and nothing twice", .timeLimit(.minutes(3)))
    func stopAndStart() async throws {
        try await ServerUnderTest.with { server in
            let pool = ConnectionPool(
                configuration: ConnectionConfiguration(uri: server.uri), limits: PoolLimits(maximum: 4),
                logger: TestLog.quiet)
            try await Migrator().migrate(using: pool)
            let acknowledged = Acknowledged()
            let isDone = Flag()
            try await withAppender(pool: pool) { appender in
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for client in 0..<8 {
                        group.addTask {
                            var number = client * 1_000_000
                            while !isDone.isRaised {
                                let message = try message(line(number))
                                // One that was not acknowledged is sent again, as the bus does.
                                if let result = try? await appender.append(message) {
                                    acknowledged.note(message, result)
                                    number += 1
                                } else {
                                    try await Task.sleep(for: .milliseconds(5))
                                }
                            }
                        }
                    }
                    group.addTask {
                        for round in 0..<4 {
                            let before = acknowledged.count
                            while acknowledged.count < before + 200 {
                                try await Task.sleep(for: .milliseconds(5))
                            }
                            if round % 2 == 0 { await server.stop() } else { server.kill() }
                            try await server.restart()
                        }
                        isDone.raise()
                    }
                    try await group.waitForAll()
                }
            }
            let all = try await wholeLog(pool)
            #expect(Set(all.map(\.digest)).count == all.count)
            let places = Dictionary(uniqueKeysWithValues: all.map { ($0.digest, $0.position) })
            let lost = acknowledged.all.filter { places[$0.key] != $0.value.position }
            #expect(lost.isEmpty)
            #expect(try await Doctor(pool: pool).examine().findings == [])
            await pool.close()
        }
    }

    @Test("a call says so, and what follows it in its sequence fails too instead of overtaking it")
    func sequence() async throws {
        let nowhere = ConnectionPool(
            configuration: ConnectionConfiguration(uri: "postgresql:///x?host=/nonexistent"), logger: TestLog.quiet)
        let appender = MessageAppender(pool: nowhere, limits: AppendLimits(lanes: 1, maximumBatch: 10))
        let sequence = AppendSequence()
        let tickets = try (0..<3).map { try appender.enqueue(try messages($0 * 10..<$0 * 10 + 10), in: sequence) }
        let running = Task { await appender.run() }
        for ticket in tickets {
            await #expect {
                _ = try await ticket.results()
            } throws: { error in
                if case .some(.unavailable) = error as? AppendError { true } else { false }
            }
        }
        #expect(sequence.failure != nil)
        running.cancel()
        await running.value
        await nowhere.close()
    }

    @Test("a message that the database refuses fails alone", .database)
    func refusedAlone() async throws {
        try await asSuperuser("ALTER TABLE message ADD CHECK (message_id <> 'id-7')")
        try await withAppender { appender in
            let outcomes = await (try appender.enqueue(try messages(0..<20))).outcomes()
            for (number, outcome) in outcomes.enumerated() {
                switch outcome {
                case .success: #expect(number != 7)
                case .failure(.refused): #expect(number == 7)
                case .failure(let error): Issue.record(error)
                }
            }
        }
        #expect(try await wholeLog().count == 19)
        #expect(try await Doctor(pool: TestDatabase.current.pool).examine().isHealthy)
    }

    @Test("onAppended names the shards that grew and their newest positions", .database)
    func signal() async throws {
        let seen = Mutex<[Int16: Int64]>([:])
        let results = try await withAppender(onAppended: { newest in
            seen.withLock { $0.merge(newest) { max($0, $1) } }
        }) { try await $0.append(try messages(0..<100)) }
        let expected = Dictionary(results.map { ($0.shard, $0.position) }, uniquingKeysWith: max)
        #expect(seen.withLock { $0 } == expected)
        #expect(try await MessageLog(pool: TestDatabase.current.pool).heads().filter { $0.value > 0 } == expected)
    }

    @Test("a session set to lose data on a crash is corrected for the append", .database)
    func synchronousCommit() async throws {
        let pool = TestDatabase.current.pool
        let message = try message(line(1))
        let setting = try await pool.withConnection { connection in
            try connection.script("SET synchronous_commit = off")
            return try connection.transaction { connection in
                _ = try connection.query(SQL.appendMessages, Parameters(appending: [message]))
                return try connection.query(Statement(name: "", sql: "SHOW synchronous_commit"))[0].string(0)
            }
        }
        #expect(setting == "on")
    }
}
