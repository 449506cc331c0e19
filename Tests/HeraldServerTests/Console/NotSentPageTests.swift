import HeraldServer
import HeraldTesting
import Postgres
import Projection
import Schema
import Testing

@Suite("What was not sent", .database)
struct NotSentPageTests {
    /// Suppressed and held communications, of which one reason has a day that stands out.
    private static let fill = """
        INSERT INTO communication (shard, order_id, id, key, kind, audience, sales_channel, lines, status, reason, position,
            occurred_at, decided_at, locale, facts)
        SELECT n % 64, 'NQ-' || n, gen_random_uuid(), n::text, 'order_confirmation', 'customer', 'C', '{}',
            CASE WHEN n % 10 = 0 THEN 'held' WHEN n % 10 = 1 THEN 'sent' ELSE 'suppressed' END,
            CASE WHEN n % 10 = 0 THEN 'no_recipient' WHEN n % 10 = 1 THEN NULL WHEN n % 10 = 2 THEN 'expired'
                ELSE 'superseded' END,
            1, now(), now() - CASE WHEN n % 10 = 2 THEN interval '0' ELSE (n % 12) * interval '1 day' END, 'en', '{}'
        FROM generate_series(0, \(orders) - 1) AS n;
        VACUUM ANALYZE communication
        """
    private static let orders = 20_000

    private func fill() async throws {
        try await TestDatabase.current.pool.withConnection { connection in
            for statement in Self.fill.split(separator: ";") { try connection.script(String(statement)) }
        }
    }

    @Test("The page counts by reason, marks the day that stands out, and leads to the communications")
    func page() async throws {
        try await fill()
        try await RunningServer.with { server async throws in
            let empty = try await server.get("/not-sent?span=quarter").text
            #expect(empty.contains("Thirteen weeks"))
            let page = try await server.get("/not-sent").text
            for words in [
                "Superseded", "No recipient", "Expired", "<td class=\"number\" data-name=\"How many\">2000</td>",
            ] {
                #expect(page.contains(words), "\(words)")
            }
            #expect(page.ranges(of: "Far more than usual").count == 1, "only `expired`, which is all of one day")
            #expect(!page.contains(">Sent<"))
            let link = try #require(page.firstMatch(of: #/href="(/communications\?status=held[^"]+)"/#)).1
            let list = try await server.get(String(link).replacing("&amp;", with: "&"))
            #expect(list.status == 200 && list.text.contains("<span class=\"why\">no_recipient</span>"))
            #expect(try await server.get("/not-sent?span=year").status == 400)
        }
    }

    @Test("Nothing held or suppressed is said in words")
    func empty() async throws {
        try await RunningServer.with { server async throws in
            #expect(try await server.get("/not-sent?span=day").text.contains("Nothing was held or suppressed"))
        }
    }

    @Test("Counting goes along its index, and asks the table for nothing")
    func plan() async throws {
        try await fill()
        let plan = try await TestDatabase.current.pool.withConnection { connection in
            let now = try connection.query(Statement(name: "", sql: "SELECT now()"))[0].timestamp(0)
            let start = PostgresTimestamp(microsecondsSince1970: now.microsecondsSince1970 - 2 * 86_400_000_000)
            return try connection.query(
                Statement(name: "", sql: "EXPLAIN " + SQL.countUnsent.sql), [start, now, 3600.0]
            ).map { try $0.string(0) }.joined(separator: "\n")
        }
        #expect(plan.contains("Index Only Scan using communication_unsent"), "\(plan)")
    }
}
