import EventLog
import HeraldTesting
import Testing

@Suite("The doctor", .database)
struct DoctorTests {
    private func examine() async throws -> DoctorReport {
        try await Doctor(pool: TestDatabase.current.pool).examine()
    }

    /// A log of 200 messages, damaged by somebody who may do everything.
    private func damaged(_ sql: String) async throws -> DoctorReport {
        let batch = try messages(0..<200) + [try message(#"{"id":1,"method":"m","params":{}}"#)]
        _ = try await withAppender { try await $0.append(batch) }
        try await asSuperuser("SET session_replication_role = replica; \(sql)")
        return try await examine()
    }

    private let orderShard = ShardHash.shard(ofOrder: "NQ-1", among: shards)

    @Test("finds nothing in a log that is as it should be, or empty")
    func healthy() async throws {
        #expect(try await examine().isHealthy)
        let report = try await damaged("")
        #expect(report.findings == [])
        #expect(report.messages == 201)
    }

    @Test("finds a hole")
    func hole() async throws {
        let report = try await damaged("DELETE FROM message WHERE shard = \(orderShard) AND position IN (2, 3)")
        #expect(report.findings.map(\.kind) == [.hole])
        #expect(report.findings.first?.positions == 2...3)
        #expect(report.findings.first?.shard == orderShard)
    }

    @Test("finds that the newest messages are missing")
    func tail() async throws {
        let report = try await damaged("UPDATE shard_position SET position = position + 5 WHERE shard = \(orderShard)")
        #expect(report.findings.map(\.kind) == [.tailMissing])
        #expect(report.findings.first?.positions?.count == 5)
    }

    @Test("finds a counter behind the log")
    func counterBehind() async throws {
        let report = try await damaged("UPDATE shard_position SET position = position - 1 WHERE shard = \(orderShard)")
        #expect(report.findings.map(\.kind) == [.counterBehind])
    }

    @Test("finds a counter that is missing, and one too many")
    func counters() async throws {
        let report = try await damaged(
            "DELETE FROM shard_position WHERE shard = \(orderShard); INSERT INTO shard_position VALUES (99, 0)")
        #expect(report.findings.map(\.kind) == [.counterMismatch, .counterMismatch])
        #expect(Set(report.findings.map(\.shard)) == [orderShard, 99])
    }

    @Test("finds a byte that was changed")
    func digest() async throws {
        let report = try await damaged(
            """
            UPDATE message SET payload = convert_to(replace(convert_from(payload, 'UTF8'), '"order_line_id":""', \
            '"order_line_id":"x"'), 'UTF8') WHERE shard = \(orderShard) AND position = 2
            """)
        #expect(report.findings.map(\.kind) == [.digestMismatch])
        #expect(report.findings.first?.positions == 2...2)
    }

    @Test("finds a payload that is no message any more")
    func unreadable() async throws {
        let report = try await damaged(
            "UPDATE message SET payload = substring(payload FROM 2) WHERE shard = \(orderShard) AND position = 1")
        #expect(report.findings.map(\.kind) == [.unreadable])
    }

    @Test("finds a message on the wrong shard")
    func wrongShard() async throws {
        let other = (orderShard + 1) % Int16(shards)
        let report = try await damaged(
            """
            INSERT INTO message SELECT (SELECT position + 1 FROM shard_position WHERE shard = \(other)), received_at,
                NULL, \(other), is_historical, digest, method, sales_channel, order_id, message_id, payload
            FROM message WHERE shard = \(orderShard) AND position = 1;
            UPDATE shard_position SET position = position + 1 WHERE shard = \(other)
            """)
        #expect(report.findings.map(\.kind) == [.wrongShard])
        #expect(report.findings.first?.shard == other)
    }

    @Test("finds a message on a shard that does not exist")
    func unknownShard() async throws {
        let report = try await damaged("UPDATE message SET shard = 200 WHERE shard = \(orderShard)")
        #expect(report.findings.contains { $0.kind == .unknownShard && $0.shard == 200 })
        #expect(report.findings.contains { $0.kind == .tailMissing && $0.shard == orderShard })
    }

    @Test("finds a column that contradicts the payload")
    func column() async throws {
        let report = try await damaged(
            "UPDATE message SET message_id = 'other' WHERE shard = \(orderShard) AND position = 1")
        #expect(report.findings.map(\.kind) == [.columnMismatch])
        #expect(report.findings.first?.description.contains("message_id") == true)
    }

    @Test("takes an erasure that was recorded for what it is")
    func erased() async throws {
        let report = try await damaged(
            """
            INSERT INTO erasure (who, why, what) VALUES ('a', 'b', 'c');
            UPDATE message SET payload = '', erasure_id = 1 WHERE shard = \(orderShard)
            """)
        #expect(report.findings == [])
    }

    @Test("counts all findings and lists a bounded number")
    func bounded() async throws {
        let report = try await damaged(
            """
            INSERT INTO message SELECT 2 * n, now(), NULL, 0, false, decode(lpad(to_hex(n), 32, '0'), 'hex'), 'm', NULL,
                NULL, NULL, '{' FROM generate_series(1000, 2000) AS n
            """)
        #expect(report.found > 2000)
        #expect(report.findings.count <= Doctor.maximumFindings + 1)
    }
}
