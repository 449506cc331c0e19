import EventLog
import HeraldTesting
import Postgres
import Testing

@Suite("The log is immutable", .database)
struct ImmutabilityTests {
    private let erasing = """
        SELECT set_config('herald.erasure', 'on', true);
        INSERT INTO erasure (who, why, what) VALUES ('agent 7', 'request of the customer', 'order NQ-1');
        """
    private let erase = """
        UPDATE message SET payload = '{"method":"m"}', erasure_id = (SELECT max(erasure_id) FROM erasure)
        """

    private func run(_ sql: String) async throws {
        let pool = TestDatabase.current.pool
        try await pool.withConnection { try $0.script(sql) }
    }

    @Test(
        "whoever owns the tables",
        arguments: [
            "UPDATE message SET payload = ''", "DELETE FROM message", "TRUNCATE message",
            "UPDATE message SET position = 1 WHERE false",
            "SELECT set_config('herald.erasure', 'on', true); DELETE FROM message",
            "SELECT set_config('herald.erasure', 'on', true); UPDATE message SET payload = ''",
        ])
    func refused(sql: String) async throws {
        _ = try await withAppender { try await $0.append(try messages(0..<10)) }
        let before = try await wholeLog()
        await #expect { try await run(sql) } throws: { SQLState.restrictViolation ~= $0 }
        #expect(try await wholeLog() == before)
    }

    @Test("an erasure that is recorded may blank payloads, and the message keeps its place and digest")
    func erasure() async throws {
        _ = try await withAppender { try await $0.append(try messages(0..<10)) }
        let before = try await wholeLog()
        try await run("BEGIN; \(erasing) \(erase); COMMIT")
        let after = try await wholeLog()
        #expect(after.map(\.position) == before.map(\.position))
        #expect(after.map(\.digest) == before.map(\.digest))
        #expect(after.allSatisfy { $0.erasureID == 1 && $0.payload == Array(#"{"method":"m"}"#.utf8) })
        let again = try await withAppender { try await $0.append(try messages(0..<10)) }
        #expect(again.areDuplicates)
    }

    @Test("a repetition waits for no erasure, and keeps nobody waiting", .timeLimit(.minutes(1)), arguments: [1, 10])
    func repetitionDuringErasure(size: Int) async throws {
        _ = try await withAppender { try await $0.append(try messages(0..<10)) }
        let eraser = try await TestDatabase.current.connect()
        try await eraser.perform { try $0.script("BEGIN; \(erasing) \(erase)") }
        let repeated = try await withAppender { try await $0.append(try messages(0..<size)) }
        #expect(repeated.areDuplicates)
        let new = try await withAppender { try await $0.append(try messages(50..<50 + size)) }
        #expect(new.allSatisfy { !$0.isDuplicate })
        try await eraser.perform { try $0.script("COMMIT") }
        await eraser.close()
    }

    @Test(
        "an erasure cannot move messages, change their digest, stay unnamed, or delete",
        arguments: [
            "UPDATE message SET position = position + 100, erasure_id = 1",
            "UPDATE message SET digest = digest, method = 'x', erasure_id = 1",
            "UPDATE message SET payload = ''", "UPDATE message SET payload = '', erasure_id = 77",
            "DELETE FROM message",
            "TRUNCATE message",
        ])
    func erasureLimits(sql: String) async throws {
        _ = try await withAppender { try await $0.append(try messages(0..<10)) }
        let before = try await wholeLog()
        await #expect { try await run("BEGIN; \(erasing) \(sql); COMMIT") } throws: { SQLState.restrictViolation ~= $0 }
        #expect(try await wholeLog() == before)
    }

    @Test("an erasure of one transaction allows nothing in the next")
    func laterTransaction() async throws {
        _ = try await withAppender { try await $0.append(try messages(0..<10)) }
        try await run("BEGIN; \(erasing) COMMIT")
        await #expect { try await run("BEGIN; SET LOCAL herald.erasure = 'on'; \(erase); COMMIT") } throws: {
            SQLState.restrictViolation ~= $0
        }
    }

    @Test("the number of shards is pinned")
    func pinned() async throws {
        #expect(try await MessageLog(pool: TestDatabase.current.pool).shardCount() == 64)
        await #expect { try await run("UPDATE setting SET value = '8' WHERE name = 'shards'") } throws: {
            SQLState.restrictViolation ~= $0
        }
    }
}
