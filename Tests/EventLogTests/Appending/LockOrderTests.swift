import HeraldTesting
import Postgres
import Schema
import Testing

@testable import EventLog

@Suite("Appends of few messages", .database)
struct LockOrderTests {
    @Test("in whatever order their shards come never wait for one another in a circle", .timeLimit(.minutes(2)))
    func noDeadlock() async throws {
        let database = TestDatabase.current
        let writers = 4
        let rounds = 100
        @Sendable func size(of writer: Int) -> Int { writer == 0 ? 10 : 6 }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<writers {
                group.addTask {
                    let connection = try await database.connect()
                    for round in 0..<rounds {
                        // The same six orders, of one writer ten, which are appended together; half of the writers name
                        // them backwards.
                        let few = try (0..<size(of: writer)).map { try message(line($0, note: "\(writer) \(round)")) }
                            .sorted { $0.shard < $1.shard }
                        let batch = writer.isMultiple(of: 2) ? few : few.reversed()
                        let rows = try await connection.query(SQL.appendMessages, Parameters(appending: batch))
                        #expect(try rows.map { try $0.int16(0) } == batch.map(\.shard))
                        #expect(try rows.map { try $0.bool(2) } == batch.map { _ in false })
                    }
                    await connection.close()
                }
            }
            try await group.waitForAll()
        }
        let log = try await wholeLog()
        #expect(Set(log.map(\.shard)).count > 2)
        #expect(log.count == (0..<writers).reduce(0) { $0 + size(of: $1) } * rounds)
        for (shard, stored) in Dictionary(grouping: log, by: \.shard) {
            #expect(stored.map(\.position) == Array(1...Int64(stored.count)), "shard \(shard)")
        }
    }
}
