import EventLog
import HeraldTesting
import Postgres
import Testing

@Suite("The view message_json", .database)
struct MessageJSONTests {
    private func payloads(_ texts: [String]) async throws -> [String?] {
        let batch = try texts.enumerated().map { number, value in
            try message(#"{"id":\#(number),"method":"m","params":{"order_id":"one","v":\#(value)}}"#)
        }
        _ = try await withAppender { try await $0.append(batch) }
        let sql = "SELECT (payload->'params'->'v')::text FROM message_json ORDER BY position"
        let rows = try await TestDatabase.current.pool.withConnection { try $0.query(Statement(name: "", sql: sql)) }
        return try rows.map { try $0.optionalString(0) }
    }

    @Test("offers payloads as jsonb, and null where jsonb cannot hold them")
    func values() async throws {
        let values = [
            #""a""#, "1.50", #""\u0000""#, #""\ud800""#, #""\udc00x""#, #""\ud83d\ude00""#, "1e999999", #""ü""#,
        ]
        #expect(try await payloads(values) == [#""a""#, "1.50", nil, nil, nil, "\"😀\"", nil, #""ü""#])
    }

    @Test("is null for bytes that are no UTF-8 or no JSON, whoever put them there")
    func bytes() async throws {
        let sql = """
            SELECT event_log_json(bytes) IS NULL FROM (VALUES
                ('\\xff00'::bytea), ('{"a":'), (''), ('\\xefbbbf7b7d'), (convert_to(repeat('[', 1000000), 'UTF8'))
            ) AS input (bytes)
            """
        let rows = try await TestDatabase.current.pool.withConnection { try $0.query(Statement(name: "", sql: sql)) }
        #expect(try rows.map { try $0.bool(0) } == [true, true, true, false, true])
    }
}
