import HeraldTesting
import Postgres
import Projection
import SampleWorld
import Testing

@Suite("Rows and what a rebuild reads of them", .database)
struct RowStorageTests {
    private static var messages: [[UInt8]] {
        SampleWorld.histories(.init(orders: 120, seed: 21, quirks: true, shuffle: false, duplicates: false))
            .flatMap { $0 }.map(\.json)
    }

    @Test("Messages and documents of some kilobytes stay in their rows: nothing is moved out and fetched back")
    func inRow() async throws {
        let world = World()
        try await world.append(Self.messages)
        try await world.project()
        _ = try await world.rebuild.rebuild()
        #expect(try await world.count("SELECT count(*) FROM message WHERE octet_length(payload) > 2500") > 100)
        #expect(try await world.count("SELECT count(*) FROM order_state WHERE octet_length(document) > 2500") > 100)
        let movedOut = try await world.count(
            """
            SELECT sum(pg_relation_size(reltoastrelid))::bigint FROM pg_class
            WHERE relname = 'message' OR relname LIKE 'order_state_g%' AND relkind = 'r'
            """)
        #expect(movedOut == 0)
        let shrunk = try await world.count(
            "SELECT (100 * sum(pg_column_size(document)) / sum(octet_length(document)))::bigint FROM order_state")
        #expect(shrunk < 60, "documents are compressed")
    }

    @Test("A generation that serves leaves room for changes, is vacuumed, and has statistics of all that is searched")
    func served() async throws {
        let world = World()
        try await world.append(Self.messages)
        try await world.project()
        let generation = try #require(try await world.rebuild.rebuild().generation)
        let table = "order_state_g\(generation)"
        let options = try await world.count(
            "SELECT count(*) FROM pg_class WHERE relname = '\(table)' AND reloptions = '{fillfactor=70}'")
        #expect(options == 1)
        let searched = try await world.count(
            """
            SELECT count(DISTINCT attname) FROM pg_stats WHERE tablename LIKE '\(table)%'
                AND attname IN ('order_id', 'ordered_at', 'email', 'status', 'search_terms', 'upper')
            """)
        #expect(searched == 6)
        let keys = try await world.count(
            "SELECT count(*) FROM pg_constraint WHERE conrelid = '\(table)'::regclass AND contype = 'p'")
        #expect(keys == 1)
    }

    @Test("A rebuild stops at a hole in the log instead of building read models without the message")
    func hole() async throws {
        let world = World()
        try await world.append(Self.messages)
        try await world.project()
        try await asSuperuser(
            "SET session_replication_role = replica; DELETE FROM message WHERE shard = 5 AND position = 2")
        await #expect(throws: ProjectionError.hole(shard: 5, expected: 2, found: 3)) {
            try await world.rebuild.rebuild()
        }
        #expect(try await world.count("SELECT count(*) FROM generation WHERE status <> 'live'") == 0)
    }
}
