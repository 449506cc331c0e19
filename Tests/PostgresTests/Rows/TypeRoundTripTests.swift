import Postgres
import Testing

@Suite("Types, there and back", .timeLimit(.minutes(5)))
struct TypeRoundTripTests {
    /// What comes back when a value is sent.
    private func roundTrip<Value: PostgresEncodable, Result: Sendable>(
        _ value: Value, _ read: @Sendable (Row) throws -> Result
    ) async throws -> Result {
        try await withConnection { try read($0.query(Statement("SELECT $1"), [value])[0]) }
    }

    @Test("int2", arguments: [Int16.min, -1, 0, 1, .max])
    func int16(value: Int16) async throws { #expect(try await roundTrip(value) { try $0.int16(0) } == value) }

    @Test("int4", arguments: [Int32.min, -1, 0, 1, .max])
    func int32(value: Int32) async throws { #expect(try await roundTrip(value) { try $0.int32(0) } == value) }

    @Test("int8", arguments: [Int64.min, -1, 0, 1, .max])
    func int64(value: Int64) async throws {
        #expect(try await roundTrip(value) { try $0.int64(0) } == value)
        #expect(try await roundTrip(Int(value)) { try $0.int(0) } == Int(value))
    }

    @Test("bool", arguments: [true, false])
    func bool(value: Bool) async throws { #expect(try await roundTrip(value) { try $0.bool(0) } == value) }

    @Test(
        "float8",
        arguments: [0, -0.0, 1.5, .infinity, -.infinity, .leastNonzeroMagnitude, .greatestFiniteMagnitude])
    func double(value: Double) async throws { #expect(try await roundTrip(value) { try $0.double(0) } == value) }

    @Test("float8 that is not a number, and float4")
    func specialFloats() async throws {
        #expect(try await roundTrip(Double.nan) { try $0.double(0) }.isNaN)
        #expect(try await withConnection { try $0.query(Statement("SELECT 1.5::float4"))[0].double(0) } == 1.5)
    }

    @Test("text", arguments: ["", "a", "Zürich – 東京 👍🏽", "'; DROP TABLE x; --", String(repeating: "ä", count: 100_000)])
    func text(value: String) async throws {
        #expect(try await roundTrip(value) { try $0.string(0) } == value)
        #expect(try await roundTrip(value) { try $0.bytes(0) } == Array(value.utf8))
    }

    @Test("bytea", arguments: [0, 1, 255, 256, 2 * 1024 * 1024])
    func bytea(count: Int) async throws {
        let value = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
        #expect(try await roundTrip(value) { try $0.bytes(0) } == value)
        let sum = try await roundTrip(value) { row in
            try unsafe row.withBytes(0) { unsafe $0.reduce(0) { $0 + Int($1) } }
        }
        #expect(sum == value.reduce(0) { $0 + Int($1) })
    }

    @Test("uuid")
    func uuid() async throws {
        let value = try #require(PostgresUUID("5d7c2e90-1f2a-4b3c-8d4e-0123456789ab"))
        #expect(try await roundTrip(value) { try $0.uuid(0) } == value)
        let text = try await withConnection { try $0.query(Statement("SELECT $1::text"), [value])[0].string(0) }
        #expect(text == value.description)
    }

    @Test(
        "timestamptz",
        arguments: [0, 1, -1, 946_684_800_000_000, 1_795_451_014_123_456, -62_135_596_800_000_000, .min, .max]
            as [Int64])
    func timestamp(microseconds: Int64) async throws {
        let value = PostgresTimestamp(microsecondsSince1970: microseconds)
        #expect(try await roundTrip(value) { try $0.timestamp(0) } == value)
    }

    @Test("a timestamp means the same instant to the server")
    func timestampMeaning() async throws {
        let text = try await withConnection { connection in
            try connection.script("SET timezone = 'UTC'")
            let value = PostgresTimestamp(microsecondsSince1970: 1_795_451_014_123_456)
            return try connection.query(Statement("SELECT $1::text"), [value])[0].string(0)
        }
        #expect(text == "2026-11-23 16:23:34.123456+00")
    }

    @Test("nulls of every type")
    func nulls() async throws {
        try await withConnection { connection in
            var parameters: Parameters = [
                Int16?.none, Int32?.none, Int64?.none, Int?.none, Bool?.none, Double?.none, String?.none, [UInt8]?.none,
                PostgresUUID?.none, PostgresTimestamp?.none,
            ]
            parameters.append(array: [Int64]?.none)
            let sql = "SELECT " + (1...11).map { "$\($0)" }.joined(separator: ", ")
            let row = try connection.query(Statement(sql), parameters)[0]
            for column in 0..<11 { #expect(try row.isNull(column)) }
            #expect(try row.optionalInt16(0) == nil)
            #expect(try row.optionalInt32(1) == nil)
            #expect(try row.optionalInt64(2) == nil)
            #expect(try row.optionalInt(3) == nil)
            #expect(try row.optionalBool(4) == nil)
            #expect(try row.optionalDouble(5) == nil)
            #expect(try row.optionalString(6) == nil)
            #expect(try row.optionalBytes(7) == nil)
            #expect(try row.optionalUUID(8) == nil)
            #expect(try row.optionalTimestamp(9) == nil)
            #expect(throws: PostgresError.self) { try row.int64Array(10) }
        }
    }

    @Test("arrays, with and without nulls, and empty ones")
    func arrays() async throws {
        try await withConnection { connection in
            let uuids = [PostgresUUID(high: 1, low: 2), PostgresUUID(high: .max, low: .max)]
            let times = [PostgresTimestamp(microsecondsSince1970: 0), .infinity]
            var parameters = Parameters()
            parameters.append(array: [Int16.min, 0, .max])
            parameters.append(array: [Int32.min, 0, .max])
            parameters.append(array: [Int64.min, 0, .max])
            parameters.append(array: [true, false])
            parameters.append(array: ["", "ä", "NULL", "{,}"])
            parameters.append(array: [[], [0, 1]] as [[UInt8]])
            parameters.append(array: uuids)
            parameters.append(array: times)
            parameters.append(array: [1, nil, 3] as [Int64?])
            parameters.append(array: ["a", nil, ""] as [String?])
            parameters.append(array: [] as [Int64])
            parameters.append(array: (1...3).lazy.map { Int64($0) })
            parameters.append(array: [nil, times[0]] as [PostgresTimestamp?])
            parameters.append(array: [nil, [7]] as [[UInt8]?])
            let sql = "SELECT " + (1...14).map { "$\($0)" }.joined(separator: ", ")
            let row = try connection.query(Statement(name: "arrays", sql: sql), parameters)[0]
            #expect(try row.int16Array(0) == [Int16.min, 0, .max])
            #expect(try row.int32Array(1) == [Int32.min, 0, .max])
            #expect(try row.int64Array(2) == [Int64.min, 0, .max])
            #expect(try row.boolArray(3) == [true, false])
            #expect(try row.stringArray(4) == ["", "ä", "NULL", "{,}"])
            #expect(try row.bytesArray(5) == [[], [0, 1]])
            #expect(try row.uuidArray(6) == uuids)
            #expect(try row.timestampArray(7) == times)
            #expect(try row.optionalInt64Array(8) == [1, nil, 3])
            #expect(try row.optionalStringArray(9) == ["a", nil, ""])
            #expect(try row.int64Array(10).isEmpty)
            #expect(try row.int64Array(11) == [1, 2, 3])
            let text = "SELECT $1::text, $2::text"
            var optional = Parameters()
            optional.append(array: [nil, times[0]] as [PostgresTimestamp?])
            optional.append(array: [nil, [7]] as [[UInt8]?])
            try connection.script("SET timezone = 'UTC'")
            let texts = try connection.query(Statement(text), optional)[0]
            #expect(try texts.string(0) == #"{NULL,"1970-01-01 00:00:00+00"}"#)
            #expect(try texts.string(1) == #"{NULL,"\\x07"}"#)
        }
    }

    @Test("arrays of bytes written in place: from buffers and from a builder, as bytea and as text")
    func bytesArrays() async throws {
        try await withConnection { connection in
            let payloads = (0..<1000).map { number in (0..<2000).map { UInt8(truncatingIfNeeded: $0 &+ number) } }
            var parameters = Parameters()
            parameters.append(Int16(1))
            parameters.appendBytesArray { builder in
                for payload in payloads { builder.append(payload) }
                builder.appendNull()
            }
            parameters.appendBytesArray { _ in }
            parameters.appendBytesArray(as: .text) { builder in
                builder.append("ä")
                unsafe builder.append(Array("b".utf8).span.bytes)
            }
            let text: [UInt8] = [1, 2, 3]
            unsafe text.withUnsafeBytes { bytes in unsafe parameters.appendBytesArray([bytes, bytes]) }
            let statement = Statement(
                """
                SELECT cardinality($2), sum(length(payload))::int8, $3 = '{}', $4, $5, $1
                FROM unnest($2) AS payload
                """)
            let row = try connection.query(statement, parameters)[0]
            #expect(try row.int(0) == 1001)
            #expect(try row.int(1) == 2_000_000)
            #expect(try row.bool(2))
            #expect(try row.stringArray(3) == ["ä", "b"])
            #expect(try row.bytesArray(4) == [text, text])
            #expect(try row.int16(5) == 1)
        }
    }

    @Test("textual types are read as strings: varchar, char, name, json, jsonb, enums")
    func textualTypes() async throws {
        try await withConnection { connection in
            try connection.script("CREATE TYPE pg_temp.mood AS ENUM ('calm', 'mild')")
            let sql =
                #"SELECT 'a'::varchar(3), 'b'::char(2), 'c'::name, '{"d":1}'::json, '{"e": 1}'::jsonb, 'mild'::mood"#
            let row = try connection.query(Statement(sql))[0]
            let texts = try (0..<6).map { try row.string($0) }
            #expect(texts == ["a", "b ", "c", #"{"d":1}"#, #"{"e": 1}"#, "mild"])
        }
    }

    @Test("integers widen, and narrow if they fit")
    func integerWidths() async throws {
        try await withConnection { connection in
            let row = try connection.query(Statement("SELECT 7::int2, 8::int4, 9::int8, 40000::int8"))[0]
            #expect(try row.int64(0) == 7 && row.int(1) == 8 && row.int16(2) == 9)
            #expect(throws: PostgresError.self) { try row.int16(3) }
        }
    }

    @Test("a wrong type, a null and a missing column name column and statement")
    func decodingErrors() async throws {
        try await withConnection { connection in
            let statement = Statement(name: "orders.find", sql: "SELECT 'x'::text AS position, NULL::int8 AS total")
            let row = try connection.query(statement)[0]
            let wrong = #expect(throws: PostgresError.self) { try row.int64(0) }
            #expect(wrong?.kind == .decoding)
            #expect(wrong?.description.contains("column 0 'position' is text, expected int8") == true)
            #expect(wrong?.statementName == "orders.find")
            let null = #expect(throws: PostgresError.self) { try row.int64(1) }
            #expect(null?.description.contains("column 1 'total' is null, expected int8") == true)
            let missing = #expect(throws: PostgresError.self) { try row.int64(2) }
            #expect(missing?.description.contains("no column 2") == true)
            #expect(throws: PostgresError.self) { try row.string(1) }
            #expect(throws: PostgresError.self) { try row.uuid(0) }
            #expect(throws: PostgresError.self) { try row.int64Array(0) }
        }
    }
}
