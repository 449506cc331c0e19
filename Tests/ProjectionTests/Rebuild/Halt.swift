import HeraldTesting
import Postgres
import Projection
import Testing

/// Where a rebuild is made to stand still, by a trigger that waits for a lock that the test holds.
struct Halt {
    /// Before a shard is recorded as filled, or as compared.
    enum Step: String { case filled = "INSERT", compared = "UPDATE" }

    private let world: World
    private let holder: Connection

    /// - Parameter first: shards from this one on stand still.
    init(_ world: World, before step: Step, shard first: Int16) async throws {
        self.world = world
        holder = try await world.database.connect()
        try await holder.perform { try $0.script("SELECT pg_advisory_lock(4711)") }
        try await world.run(
            """
            CREATE FUNCTION halt() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    IF NEW.shard >= \(first) THEN PERFORM pg_advisory_xact_lock_shared(4711); END IF;
                    RETURN NEW;
                END $$;
            CREATE TRIGGER halt BEFORE \(step.rawValue) ON rebuilt_shard FOR EACH ROW EXECUTE FUNCTION halt()
            """)
    }

    /// Waits until a rebuild stands still and has recorded so many shards of the newest generation.
    func reached(_ shards: Int, _ condition: String = "true") async throws {
        let question = """
            SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = 4711 AND NOT granted
                AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
                AND (SELECT count(*) FROM rebuilt_shard
                    WHERE generation = (SELECT max(generation) FROM generation) AND \(condition)) = \(shards)
            """
        let deadline = ContinuousClock.now + .seconds(180)
        while try await world.count(question) == 0 {
            try #require(.now < deadline, "the rebuild does not get to \(shards) shards")
            try await Task.sleep(for: .milliseconds(5))
        }
    }

    /// Lets everything go on, now and later.
    func lift() async throws {
        await holder.close()
        try await world.run("DROP TRIGGER halt ON rebuilt_shard; DROP FUNCTION halt()")
    }
}

extension World {
    /// Leaves a generation in which the first 40 shards are filled, as a rebuild does that is stopped there.
    func rebuildHalfway() async throws {
        let halt = try await Halt(self, before: .filled, shard: 40)
        let task = Task { [rebuild] in try await rebuild.rebuild() }
        try await halt.reached(40)
        task.cancel()
        await #expect(throws: (any Error).self) { try await task.value }
        try await halt.lift()
        #expect(try await texts("SELECT status FROM generation ORDER BY generation") == ["live", "building"])
    }

    /// Every generation with its status.
    func generations() async throws -> [String] {
        try await texts("SELECT concat_ws(' ', generation, status) FROM generation ORDER BY generation")
    }
}
