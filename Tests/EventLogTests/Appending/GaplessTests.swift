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

    @Test("have no hole and no double, though backends are killed and callers cancelled", .timeLimit(.minutes(5)))
    func killedBackends() async throws {
        let acknowledged = Acknowledged()
        // Ends the sessions that append, in the middle of whatever they do.
        let killer = try await TestDatabase.current.connect()
        let kill = Statement(
            name: "",
            sql: """
                SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                WHERE datname = current_database() AND application_name = 'herald'
                """)
        try await withAppender(limits: AppendLimits(maximumBatch: 20)) { appender in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for client in 0..<16 {
                    group.addTask {
                        var generator = SeededGenerator(seed: UInt64(client))
                        for round in 0..<60 {
                            let message = try message(line(client * 1000 + round))
                            switch Int.random(in: 0..<40, using: &generator) {
                            case 0: _ = try await killer.query(kill)
                            case 1...5:
                                let task = Task { try? await appender.append(message) }
                                task.cancel()
                                _ = await task.value
                            default: break
                            }
                            try await keepAppending(message, with: appender, acknowledged)
                        }
                    }
                }
                try await group.waitForAll()
            }
        }
        await killer.close()
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

    @Test("have no hole after transactions that were rolled back", arguments: [5, 10])
    func rolledBack(size: Int) async throws {
        struct Undo: Error {}
        let pool = TestDatabase.current.pool
        for round in 0..<30 {
            let batch = try messages(round * size..<(round + 1) * size)
            try? await pool.withConnection { connection in
                try connection.transaction { connection in
                    _ = try connection.query(SQL.appendMessages, Parameters(appending: batch))
                    if round % 3 != 0 { throw Undo() }
                }
            }
        }
        let all = try await wholeLog()
        #expect(all.count == 10 * size)
        for stored in Dictionary(grouping: all, by: \.shard).values {
            #expect(stored.map(\.position) == Array(1...Int64(stored.count)))
        }
        #expect(try await Doctor(pool: pool).examine().findings == [])
    }

    @Test("become visible in their order: who reads up to the newest misses nothing", .timeLimit(.minutes(5)))
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
