import HeraldTesting
import Postgres
import Projection
import SampleWorld
import Testing

/// Source: architecture, "Generations and rebuild": one rebuild at a time.
@Suite("A rebuild whose lock was lost", .database)
struct RebuildLockTests {
    /// - Parameter preparation: SQL that runs before the rebuild begins.
    private func rebuilding(
        _ preparation: String = ""
    ) async throws -> (world: World, halt: Halt, task: Task<RebuildReport, any Error>) {
        let world = World()
        try await world.run(preparation)
        let messages = SampleWorld.histories(.init(orders: 60, seed: 5)).flatMap { $0 }.map(\.json)
        try await world.append(messages)
        try await world.project()
        let halt = try await Halt(world, before: .filled, shard: 40)
        let task = Task { [rebuild = world.rebuild] in try await rebuild.rebuild() }
        try await halt.reached(40)
        return (world, halt, task)
    }

    @Test("It begins no other shard, says why, and leaves what it filled to the next")
    func lost() async throws {
        let (world, halt, task) = try await rebuilding()
        #expect(try await world.count("SELECT count(pg_terminate_backend(rebuild_lock_holder()))") == 1)
        try await halt.lift()
        await #expect(throws: RebuildError.lockLost) { try await task.value }
        #expect(try await world.generations() == ["1 live", "2 building"])

        let next = try await world.rebuild.rebuild()
        // What was being filled when the lock went was filled, and no other shard begun.
        #expect(next.generation == 2 && next.differentShards.isEmpty)
        #expect((40...42).contains(next.resumedShards), "\(next.resumedShards)")
        #expect(try await world.generations() == ["1 previous", "2 live"])
    }

    @Test("It ends where another has filled a shard, and drops nothing, even if it holds the lock")
    func filledByAnother() async throws {
        let (world, halt, task) = try await rebuilding()
        try await world.run("UPDATE checkpoint SET position = 1 WHERE generation = 2 AND shard = 63")
        try await halt.lift()
        await #expect(throws: RebuildError.lockLost) { try await task.value }
        #expect(try await world.generations() == ["1 live", "2 building"])
        #expect(try await world.count("SELECT count(*) FROM rebuilt_shard WHERE generation = 2 AND shard = 63") == 0)
    }

    @Test("The generation that serves cannot be switched to: what it would do is drop the way back")
    func serving() async throws {
        let world = World()
        #expect(try await world.rebuild.rebuild().generation == 2)
        await #expect(throws: PostgresError.self) {
            try await world.run("SELECT switch_generation(2, '{}', 'juno')")
        }
        #expect(try await world.generations() == ["1 previous", "2 live"])
    }

    @Test("Another that has begun meanwhile keeps its generation, whatever error the first one meets")
    func another() async throws {
        // An error after which a rebuild throws away what it has filled.
        let (world, halt, task) = try await rebuilding("ALTER TABLE rebuilt_shard ADD CHECK (shard < 40)")
        #expect(try await world.count("SELECT count(pg_terminate_backend(rebuild_lock_holder()))") == 1)
        try await halt.lift()
        let error = await #expect(throws: (any Error).self) { try await task.value }
        // The worker beside it, if it was between two shards, has noticed first that the lock is gone.
        #expect(error is PostgresError || error as? RebuildError == .lockLost)
        #expect(try await world.generations() == ["1 live", "2 building"])
    }
}
