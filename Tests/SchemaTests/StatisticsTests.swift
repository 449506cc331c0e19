import HeraldTesting
import Postgres
import Testing

/// ANALYZE reads 300 rows for each unit of the largest target among a table's columns and its indexes' expressions: what is left
/// at the server's default costs seconds of a core on a large log, again and again.
@Suite("Statistics", .database)
struct StatisticsTests {
    @Test("Of tables that grow with the log, no column and no index asks for a large sample", arguments: [false, true])
    func samples(afterRebuild: Bool) async throws {
        if afterRebuild {
            try await asSuperuser(
                """
                SELECT create_generation(); SELECT index_generation_terms(2); SELECT index_generation_keys(2);
                SELECT attach_generation(2);
                """)
        }
        let large = try await TestDatabase.current.pool.withConnection { connection in
            try connection.query(
                Statement(
                    name: "",
                    sql: """
                        WITH grown AS (
                            SELECT oid FROM pg_class WHERE relname IN ('message', 'order_state', 'communication',
                                'communication_content', 'delivery', 'delivery_attempt') AND relkind IN ('r', 'p')
                            UNION SELECT inhrelid FROM pg_inherits WHERE inhparent = 'order_state'::regclass
                        ), sampled AS (
                            SELECT oid FROM grown
                            UNION SELECT indexrelid FROM pg_index WHERE indrelid IN (SELECT oid FROM grown) AND indexprs IS NOT NULL
                        )
                        SELECT attrelid::regclass || '.' || attname FROM pg_attribute
                        WHERE attrelid IN (SELECT oid FROM sampled) AND attnum > 0 AND NOT attisdropped
                            AND coalesce(attstattarget, -1) NOT BETWEEN 0 AND 20
                        """)
            ).map { try $0.string(0) }
        }
        #expect(large == [])
    }
}
