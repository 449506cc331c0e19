import Communications
import EventLog
import HeraldTesting
import Logging
import OMSMessages
import OrderModel
import Postgres
import Projection
import SampleWorld
import Synchronization

/// A log with messages in it and everything that follows from them.
struct World {
    var database = TestDatabase.current
    var policy = Policy()
    var shards = 64

    /// Appends messages as the service does, in order.
    /// - Parameter receivedAt: microseconds since 1970; one more for every message.
    @discardableResult
    func append(
        _ messages: [[UInt8]], isHistorical: Bool = false, receivedAt: Int64 = 1_772_431_200_000_000
    ) async throws -> [AppendResult] {
        let reader = OMSMessageReader()
        var new: [NewMessage] = []
        for (index, payload) in messages.enumerated() {
            let envelope = try reader.envelope(of: payload)
            new.append(
                NewMessage(
                    envelope: envelope, payload: payload, receivedAt: receivedAt + Int64(index),
                    isHistorical: isHistorical, shards: shards))
        }
        let appender = MessageAppender(pool: database.pool)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await appender.run() }
            var results: [AppendResult] = []
            var rest = new[...]
            while !rest.isEmpty {
                results += try await appender.append(Array(rest.prefix(500)))
                rest = rest.dropFirst(500)
            }
            group.cancelAll()
            return results
        }
    }

    /// Projects until every shard has caught up.
    func project(
        workers: Int = 2, page: Int = 1000, services: Int = 1
    ) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for index in 0..<services {
                let service = ProjectionService(
                    pool: database.pool, policy: policy,
                    settings: ProjectionSettings(
                        workers: workers, page: page, poll: .milliseconds(20), lease: .seconds(2), nodeName: "n\(index)"
                    ),
                    node: PostgresUUID(high: 1, low: UInt64.random(in: 1...UInt64.max)), logger: TestLog.quiet)
                group.addTask { try await service.run() }
            }
            while try await lag() > 0 { try await Task.sleep(for: .milliseconds(20)) }
            group.cancelAll()
        }
    }

    /// How many messages are not folded yet.
    func lag() async throws -> Int64 {
        try await database.pool.withConnection { connection in
            try connection.query(
                Statement(
                    name: "",
                    sql: """
                        SELECT coalesce(sum(p.position - c.position), 0)::bigint
                        FROM checkpoint c JOIN shard_position p USING (shard) WHERE c.is_live
                        """)
            ).first!.int64(0)
        }
    }

    /// One number per question.
    func count(_ sql: String) async throws -> Int64 {
        try await database.pool.withConnection { connection in
            try connection.query(Statement(name: "", sql: sql)).first!.int64(0)
        }
    }

    /// Everything that was decided, as text lines in a stable order.
    func decisions() async throws -> [String] {
        try await database.pool.withConnection { connection in
            try connection.query(
                Statement(
                    name: "",
                    sql: """
                        SELECT concat_ws('|', shard, key, status, reason, position, decided_at, refund_type, return_id,
                            recipient_email, facts)
                        FROM communication ORDER BY shard, key
                        """)
            ).map { try $0.string(0) }
        }
    }

    /// All stored documents, in a stable order.
    func documents() async throws -> [String] {
        try await database.pool.withConnection { connection in
            try connection.query(
                Statement(
                    name: "",
                    sql: """
                        SELECT document FROM order_state
                        WHERE generation = (SELECT generation FROM generation WHERE status = 'live')
                        ORDER BY shard, order_id, sales_channel
                        """)
            ).map { try $0.string(0) }
        }
    }

    var rebuild: Rebuild { Rebuild(pool: database.pool, policy: policy, logger: TestLog.quiet) }
}
