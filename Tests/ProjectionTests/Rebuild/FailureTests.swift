import HeraldTesting
import Postgres
import Projection
import SampleWorld
import Testing

@Suite("What a rebuild that fails leaves behind", .database)
struct FailureTests {
    private func filled() async throws -> World {
        let world = World()
        try await world.append(SampleWorld.histories(.init(orders: 60, seed: 78)).flatMap { $0 }.map(\.json))
        try await world.project()
        return world
    }

    @Test("After a refusal that would come again it is thrown away, and the live generation serves on")
    func refusal() async throws {
        let world = try await filled()
        try await world.run("ALTER TABLE rebuilt_shard ADD CONSTRAINT refused CHECK (shard < 40)")
        let error = await #expect(throws: PostgresError.self) { try await world.rebuild.rebuild() }
        #expect(error?.sqlState == .checkViolation)
        #expect(try await world.generations() == ["1 live"])
        #expect(try await world.texts("SELECT to_regclass('order_state_g2') IS NULL || ''") == ["true"])
    }

    @Test("After a hole in the log it is thrown away")
    func hole() async throws {
        let world = try await filled()
        try await asSuperuser(
            """
            SET session_replication_role = replica;
            DELETE FROM message WHERE (shard, position) = (SELECT max(shard), 1 FROM message)
            """)
        await #expect(throws: ProjectionError.self) { try await world.rebuild.rebuild() }
        #expect(try await world.generations() == ["1 live"])
    }

    @Test("Where the server ended its sessions, the next goes on")
    func endedSessions() async throws {
        let world = try await filled()
        let halt = try await Halt(world, before: .filled, shard: 40)
        let task = Task { try await world.rebuild.rebuild() }
        try await halt.reached(40)
        try await asSuperuser(
            """
            SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE datname = current_database() AND wait_event_type = 'Lock'
            """)
        await #expect(throws: PostgresError.self) { try await task.value }
        try await halt.lift()
        #expect(try await world.generations() == ["1 live", "2 building"])
        let report = try await world.rebuild.rebuild()
        #expect(report.resumedShards == 40 && report.differentShards.isEmpty)
        #expect(try await world.rebuild.verify().differenceCount == 0)
    }
}
