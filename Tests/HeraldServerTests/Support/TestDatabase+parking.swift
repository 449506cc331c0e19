import HeraldTesting
import Postgres

extension TestDatabase {
    /// Parks an order at its newest message, as a worker does with one that cannot be folded.
    /// - Parameter error: what the worker could not do.
    func park(_ order: String, _ error: String) async throws {
        try await pool.withConnection { connection in
            _ = try connection.execute(
                Statement(
                    name: "",
                    sql: """
                        INSERT INTO parked_order (shard, generation, order_id, position, error)
                        SELECT shard, 1, order_id, max(position), $2 FROM message WHERE order_id = $1
                        GROUP BY shard, order_id
                        """), [order, error])
        }
    }
}
