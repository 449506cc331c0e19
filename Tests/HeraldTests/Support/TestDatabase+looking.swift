import HeraldTesting
import Postgres

extension TestDatabase {
    /// The first column of every row, as text.
    func texts(_ sql: String) async throws -> [String] {
        try await pool.withConnection { connection in
            try connection.query(Statement(name: "", sql: sql)).map { try $0.string(0) }
        }
    }

    /// Runs SQL for its effect.
    func run(_ sql: String) async throws { try await pool.withConnection { try $0.script(sql) } }

    /// Asks again and again until the answer is yes.
    /// - Parameter sql: one boolean expression.
    func wait(until sql: String, within time: Duration = .seconds(60)) async throws {
        let deadline = ContinuousClock.now + time
        while try await texts("SELECT (\(sql))::text") != ["true"] {
            guard .now < deadline else { throw Overdue(condition: sql) }
            try await Task.sleep(for: .milliseconds(5))
        }
    }

    struct Overdue: Error { let condition: String }
}
