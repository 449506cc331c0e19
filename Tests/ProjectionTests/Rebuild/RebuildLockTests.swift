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

    /// The server process of whoever holds the lock.
    private static let holder = """
        SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND objid = 727171 AND granted
            AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
        """

    @Test("It begins no other shard, says why, and leaves what it filled to the next")
    func lost() async throws {
        let (world, halt, task) = try await rebuilding()
        #expect(try await world.count("SELECT count(pg_terminate_backend(pid)) FROM (\(Self.holder)) holder") == 1)
        try await halt.lift()
        await #expect(throws: RebuildError.lockLost) { try await task.value }
        #expect(try await world.generations() == ["1 live", "2 building"])

        let next = try await world.rebuild.rebuild()
        // What was being filled when the lock went was filled, and no other shard begun.
        #expect(next.generation == 2 && next.differentShards.isEmpty)
        #expect((40...42).contains(next.resumedShards), "\(next.resumedShards)")
        #expect(try await world.generations() == ["1 previous", "2 live"])
    }

    @Test("Another that has begun meanwhile keeps its generation, whatever error the first one meets")
    func another() async throws {
        // An error after which a rebuild throws away what it has filled.
        let (world, halt, task) = try await rebuilding("ALTER TABLE rebuilt_shard ADD CHECK (shard < 40)")
        #expect(try await world.count("SELECT count(pg_terminate_backend(pid)) FROM (\(Self.holder)) holder") == 1)
        try await halt.lift()
        await #expect(throws: PostgresError.self) { try await task.value }
        #expect(try await world.generations() == ["1 live", "2 building"])
    }
}
