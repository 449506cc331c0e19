import HeraldTesting
import Postgres

extension TestDatabase {
    /// Waits until a session waits for a lock.
    func untilBlocked() async throws {
        let connection = try await connect()
        let statement = Statement(
            name: "",
            sql: """
                SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'
                """)
        while try await connection.perform({ try $0.query(statement)[0].int(0) }) == 0 {
            try await Task.sleep(for: .milliseconds(5))
        }
        await connection.close()
    }
}
