import EventLog
import HeraldTesting
import Postgres
import Projection
import SampleWorld
import Testing

@Suite("A rebuild waits for what the server still does for one that died", .database)
struct AdoptionTests {
    @Test("It goes on when that has ended; commands that folds obey are refused meanwhile and wait for nothing")
    func waits() async throws {
        let world = World()
        try await world.append(
            SampleWorld.histories(.init(orders: 150, seed: 81, quirks: true)).flatMap { $0 }.map(\.json))
        try await world.project()
        try await world.rebuildHalfway()
        // A statement of the program that died: it holds what it has written to.
        let left = try await world.database.connect()
        try await left.perform { try $0.script("BEGIN; LOCK TABLE order_state_g2 IN ROW EXCLUSIVE MODE") }

        let task = Task { try await world.rebuild.rebuild() }
        let deadline = ContinuousClock.now + .seconds(120)
        let waiting = """
            SELECT count(*) FROM pg_locks WHERE relation = 'order_state_g2'::regclass AND mode = 'ShareRowExclusiveLock'
                AND NOT granted
            """
        while try await world.count(waiting) == 0 {
            try #require(.now < deadline, "the rebuild does not wait")
            try await Task.sleep(for: .milliseconds(10))
        }
        #expect(try await world.count("SELECT count(*) FROM rebuilt_shard WHERE generation = 2") == 40)
        await #expect(throws: RebuildError.running) {
            try await DeadLetters(pool: world.database.pool, policy: world.policy).skip(
                shard: 1, position: 1, by: "juno", reason: "x")
        }
        await left.close()
        let report = try await task.value
        #expect(report.resumedShards == 40 && report.differentShards.isEmpty)
        #expect(try await world.generations() == ["1 previous", "2 live"])
    }
}
