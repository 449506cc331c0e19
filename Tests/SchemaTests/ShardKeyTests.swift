import HeraldTesting
import Postgres
import Testing

/// The schema can be distributed by shard. Source: invariant 6 of the architecture.
@Suite("Keys of the schema", .database)
struct ShardKeyTests {
    /// Tables that no shard has a part of, and why.
    private static let unsharded = [
        "access_token": "tokens open the whole installation",
        "console_session": "a session opens the whole installation",
        "channel_action": "a channel serves all shards",
        "channel_breaker": "a channel serves all shards",
        "dead_letter_action": "one action may be about dead letters of many shards",
        "administrative_action": "it is about the installation as a whole",
        "engine_sample": "it sums up all shards",
        "erasure": "one record may be about messages of many shards",
        "generation": "a generation spans all shards; which one serves is decided in one place",
        "import_progress": "a file holds messages of all shards",
        "node": "a node works on many shards",
        "rejected_input": "what is refused has no order, and so no shard",
        "schema_migration": "the schema is one",
        "schema_repeatable": "the schema is one",
        "setting": "settings are the installation's, the number of shards among them",
    ]

    /// The first column of every row, as text.
    private func texts(_ sql: String) async throws -> [String] {
        try await TestDatabase.current.pool.withConnection { connection in
            try connection.query(Statement(name: "", sql: sql)).map { try $0.string(0) }
        }
    }

    private func run(_ sql: String) async throws {
        try await TestDatabase.current.pool.withConnection { connection in try connection.script(sql) }
    }

    /// Unique indexes, primary keys and constraints among them, that do not begin with the shard.
    private func keysWithoutShard() async throws -> [String] {
        try await texts(
            """
            SELECT format('%s of %s begins with %s', index.relname, owner.relname, coalesce(field.attname, 'an expression'))
            FROM pg_index key
            JOIN pg_class index ON index.oid = key.indexrelid
            JOIN pg_class owner ON owner.oid = key.indrelid AND owner.relnamespace = 'herald'::regnamespace
            JOIN pg_attribute shard ON shard.attrelid = owner.oid AND shard.attname = 'shard' AND NOT shard.attisdropped
            LEFT JOIN pg_attribute field ON field.attrelid = owner.oid AND field.attnum = key.indkey[0]
            WHERE key.indisunique AND field.attname IS DISTINCT FROM 'shard'
            ORDER BY 1
            """)
    }

    /// The tables that meet a condition on `has_shard` and `has_key`.
    private func tables(_ condition: String) async throws -> [String] {
        try await texts(
            """
            SELECT owner.relname::text FROM pg_class owner
            CROSS JOIN LATERAL (
                SELECT EXISTS (SELECT FROM pg_attribute WHERE attrelid = owner.oid AND attname = 'shard' AND NOT attisdropped)
                        AS has_shard,
                    EXISTS (SELECT FROM pg_index WHERE indrelid = owner.oid AND indisprimary) AS has_key
            ) AS what
            WHERE owner.relkind IN ('r', 'p') AND owner.relnamespace = 'herald'::regnamespace AND \(condition)
            ORDER BY 1
            """)
    }

    @Test("Every primary and unique key of a table with a shard begins with it, also in a generation that was rebuilt")
    func shardFirst() async throws {
        #expect(try await texts("SELECT create_generation()::text") == ["2"])
        try await run("SELECT index_generation_keys(2); SELECT index_generation_terms(2); SELECT attach_generation(2)")
        let sharded = try await tables("has_shard")
        #expect(sharded.contains("message") && sharded.contains("delivery"))
        #expect(
            sharded.contains("order_state") && sharded.contains("order_state_g1") && sharded.contains("order_state_g2"))
        #expect(try await keysWithoutShard() == [])
        #expect(try await tables("NOT has_key") == [], "a table without a key has none that could be distributed")
    }

    @Test("Only tables of the installation as a whole have no shard")
    func exceptions() async throws {
        #expect(try await tables("NOT has_shard") == Self.unsharded.keys.sorted())
    }

    @Test(
        "A key that begins with something else is noticed",
        arguments: ["(order_id, shard)", "(lower(order_id), shard)"])
    func violation(columns: String) async throws {
        try await run(
            """
            CREATE TABLE promise (shard smallint, order_id text, PRIMARY KEY (shard, order_id));
            CREATE UNIQUE INDEX promise_order ON promise \(columns) WHERE order_id <> ''
            """)
        #expect(try await keysWithoutShard().count == 1)
    }
}
