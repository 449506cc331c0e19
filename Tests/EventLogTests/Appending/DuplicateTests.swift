import HeraldTesting
import Postgres
import Schema
import Testing

@testable import EventLog

@Suite("Duplicates", .database)
struct DuplicateTests {
    @Test("within a batch get the position of the first")
    func withinBatch() async throws {
        let one = try message(line(1))
        let two = try message(line(51))
        let results = try await withAppender { try await $0.append([one, one, two, one, two]) }
        #expect(results.map(\.position) == [1, 1, 2, 1, 2])
        #expect(results.map(\.isDuplicate) == [false, true, false, true, true])
    }

    @Test("across batches get the position of the first, whatever else the batch holds")
    func acrossBatches() async throws {
        try await withAppender { appender in
            let first = try await appender.append(try messages(0..<200))
            let second = try await appender.append(try messages(100..<300))
            #expect(second.prefix(100).map(\.position) == first.suffix(100).map(\.position))
            #expect(second.map(\.isDuplicate) == (0..<200).map { $0 < 100 })
        }
        #expect(try await wholeLog().count == 300)
    }

    @Test("appended at the same time by several services get one position")
    func concurrent() async throws {
        let batch = try messages(0..<100)
        let answers = try await withThrowingTaskGroup(of: [AppendResult].self) { group in
            for _ in 0..<4 {
                group.addTask {
                    try await withAppender { appender in
                        let tickets = try batch.shuffled().map { message in
                            (message.digest, try appender.enqueue([message]))
                        }
                        var results: [MessageDigest: AppendResult] = [:]
                        for (digest, ticket) in tickets { results[digest] = try await ticket.results()[0] }
                        return batch.map { results[$0.digest]! }
                    }
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        for answer in answers { #expect(answer.map(\.position) == answers[0].map(\.position)) }
        let fresh = (0..<100).map { index in answers.filter { !$0[index].isDuplicate }.count }
        #expect(fresh == Array(repeating: 1, count: 100))
        #expect(try await wholeLog().count == 100)
    }

    /// Waits until a session of this database waits for a lock.
    private func untilBlocked() async throws {
        let blocked = Statement(
            name: "",
            sql: "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'")
        while try await TestDatabase.current.pool.withConnection({ try $0.query(blocked).isEmpty }) {
            try await Task.sleep(for: .milliseconds(10))
        }
    }

    @Test(
        "of a message that another session is appending wait for it, and leave no hole",
        arguments: ["COMMIT", "ROLLBACK"])
    func whileAppended(end: String) async throws {
        let first = try await TestDatabase.current.connect()
        let binds = Parameters(appending: [try message(line(1))])
        try await first.perform { connection in
            try connection.script("BEGIN")
            _ = try connection.query(SQL.appendMessages, binds)
        }
        try await withAppender { appender in
            let again = try message(line(1))
            async let second = appender.append(again)
            try await untilBlocked()
            try await first.perform { try $0.script(end) }
            let result = try await second
            #expect(result.position == 1 && result.isDuplicate == (end == "COMMIT"))
            #expect(try await appender.append(try message(line(51))).position == 2)
        }
        await first.close()
    }

    @Test("are told by content: an equal id with other params is another message")
    func equalIDs() async throws {
        let batch = [try message(line(1, note: "a")), try message(line(1, note: "b"))]
        let results = try await withAppender { try await $0.append(batch) }
        #expect(results.map(\.isDuplicate) == [false, false])
        #expect(results[0].position != results[1].position)
    }

    @Test("that are all of a batch change nothing")
    func allDuplicates() async throws {
        try await withAppender { appender in
            _ = try await appender.append(try messages(0..<100))
            let before = try await wholeLog()
            let again = try await appender.append(try messages(0..<100))
            #expect(again.areDuplicates)
            #expect(try await wholeLog() == before)
        }
    }

    @Test("and new ones are numbered alike in batches of every size", arguments: [1, 2, 3, 8, 9, 15, 16, 17, 18, 60])
    func batchSizes(size: Int) async throws {
        // The database takes small batches another way than large ones.
        var random = SeededGenerator(seed: UInt64(size))
        let all = try (0..<240).map { _ in try message(line(.random(in: 0..<120, using: &random))) }
        var heads: [Int16: Int64] = [:]
        var known: [MessageDigest: Int64] = [:]
        try await withAppender { appender in
            for start in stride(from: 0, to: all.count, by: size) {
                let batch = Array(all[start..<min(start + size, all.count)])
                for (message, result) in zip(batch, try await appender.append(batch)) {
                    #expect(result.shard == message.shard)
                    #expect(result.isDuplicate == (known[message.digest] != nil))
                    guard known[message.digest] == nil else {
                        #expect(result.position == known[message.digest])
                        continue
                    }
                    heads[message.shard, default: 0] += 1
                    known[message.digest] = heads[message.shard]
                    #expect(result.position == heads[message.shard])
                }
            }
        }
        let log = try await wholeLog()
        #expect(log.count == known.count)
        #expect(log.allSatisfy { known[$0.digest] == $0.position })
    }
}
