import HeraldTesting
import OMSMessages
import Postgres
import Schema
import Testing

@testable import EventLog

@Suite("Positions", .database)
struct GaplessTests {
    private func expectGapless(_ acknowledged: Acknowledged, messages: Int) async throws {
        let all = try await wholeLog()
        for (shard, stored) in Dictionary(grouping: all, by: \.shard) {
            #expect(stored.map(\.position) == Array(1...Int64(stored.count)), "shard \(shard)")
        }
        #expect(Set(all.map(\.digest)).count == all.count)
        let places = Dictionary(uniqueKeysWithValues: all.map { ($0.digest, $0) })
        let results = acknowledged.all
        #expect(results.count == messages)
        for (digest, result) in results {
            #expect(places[digest]?.position == result.position)
            #expect(places[digest]?.shard == result.shard)
        }
        let report = try await Doctor(pool: TestDatabase.current.pool).examine()
        #expect(report.findings == [])
    }

    @Test("have no hole and no double, though backends are killed and callers cancelled", .timeLimit(.minutes(2)))
    func killedBackends() async throws {
        let acknowledged = Acknowledged()
        let isDone = Flag()
        let database = TestDatabase.current
        try await withAppender(limits: AppendLimits(maximumBatch: 20)) { appender in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for appending in 0..<16 {
                    group.addTask {
                        var generator = SeededGenerator(seed: UInt64(appending))
                        for round in 0..<60 {
                            let number = appending * 1000 + round
                            let message = try message(line(number))
                            if Int.random(in: 0..<8, using: &generator) == 0 {
                                let task = Task { try? await appender.append(message) }
                                task.cancel()
                                _ = await task.value
                            }
                            try await keepAppending(message, with: appender, acknowledged)
                        }
                    }
                }
                group.addTask {
                    // Kills the sessions that append, in the middle of whatever they do.
                    let killer = try await database.connect()
                    let kill = """
                        SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                        WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name = 'herald'
                        """
                    while !isDone.isRaised {
                        _ = try await killer.query(Statement(name: "", sql: kill))
                        try await Task.sleep(for: .milliseconds(15))
                    }
                    await killer.close()
                }
                for _ in 0..<16 { try await group.next() }
                isDone.raise()
                try await group.waitForAll()
            }
        }
        try await expectGapless(acknowledged, messages: 16 * 60)
    }

    private func keepAppending(
        _ message: NewMessage, with appender: MessageAppender, _ acknowledged: Acknowledged
    ) async throws {
        while true {
            do throws(AppendError) {
                let result = try await appender.append(message)
                return acknowledged.note(message, result)
            } catch .unavailable {
                continue
            } catch {
                throw error
            }
        }
    }

    @Test("have no hole after transactions that were rolled back")
    func rolledBack() async throws {
        struct Undo: Error {}
        let pool = TestDatabase.current.pool
        for round in 0..<30 {
            let batch = try messages(round * 10..<round * 10 + 10)
            try? await pool.withConnection { connection in
                try connection.transaction { connection in
                    _ = try connection.query(SQL.appendMessages, Parameters(appending: batch))
                    if round % 3 != 0 { throw Undo() }
                }
            }
        }
        let all = try await wholeLog()
        #expect(all.count == 100)
        for stored in Dictionary(grouping: all, by: \.shard).values {
            #expect(stored.map(\.position) == Array(1...Int64(stored.count)))
        }
        #expect(try await Doctor(pool: pool).examine().findings == [])
    }

    @Test("become visible in their order: who reads up to the newest misses nothing", .timeLimit(.minutes(2)))
    func commitOrder() async throws {
        let isDone = Flag()
        let pool = TestDatabase.current.pool
        try await withThrowingTaskGroup(of: Int.self) { group in
            for writer in 0..<4 {
                group.addTask {
                    // Several services, each with its own lanes, on one shard.
                    try await withAppender(pool: pool) { appender in
                        for number in 0..<50 {
                            _ = try await appender.append(try message(line(writer * 100 + number, order: "one")))
                        }
                    }
                    return 0
                }
            }
            group.addTask {
                let log = MessageLog(pool: pool)
                let shard = ShardHash.shard(ofOrder: "one", among: shards)
                var seen: Int64 = 0
                while true {
                    let last = isDone.isRaised
                    for message in try await log.page(shard: shard, after: seen) {
                        #expect(message.position == seen + 1)
                        seen = message.position
                    }
                    if last { return Int(seen) }
                }
            }
            for _ in 0..<4 { _ = try await group.next() }
            isDone.raise()
            #expect(try await group.next() == 200)
        }
    }
}
