import Postgres
import Testing

@Suite("COPY", .timeLimit(.minutes(5)))
struct CopyTests {
    private let copyIn = Statement(name: "copy-in", sql: "COPY t FROM STDIN (FORMAT binary)")
    private let copyOut = Statement(
        name: "copy-out", sql: "COPY (SELECT * FROM t ORDER BY n) TO STDOUT (FORMAT binary)")
    private let create = "CREATE TEMP TABLE t (n int8 PRIMARY KEY, name text, payload bytea, done bool, at timestamptz)"

    private struct Failure: Error {}

    @Test("100,000 rows in and out")
    func manyRows() async throws {
        try await withConnection { connection in
            try connection.script(create)
            let payload = [UInt8](repeating: 9, count: 100)
            let count = try connection.copyIn(copyIn) { writer in
                for number in 0..<100_000 {
                    try writer.startRow(columns: 5)
                    writer.append(Int64(number))
                    writer.append("name \(number)")
                    writer.append(payload)
                    writer.append(number % 2 == 0)
                    writer.append(PostgresTimestamp(microsecondsSince1970: Int64(number)))
                }
            }
            #expect(count == 100_000)
            var next: Int64 = 0
            let read = try connection.copyOut(copyOut) { row in
                let isAsWritten =
                    try row.int64(0) == next && row.string(1) == "name \(next)" && row.bytes(2) == payload
                    && row.bool(3) == (next % 2 == 0) && row.timestamp(4).microsecondsSince1970 == next
                if !isAsWritten { throw Failure() }
                next += 1
            }
            #expect(read == 100_000 && next == 100_000)
        }
    }

    @Test("every type, nulls, arrays, and a field larger than the buffer")
    func types() async throws {
        try await withConnection { connection in
            try connection.script(
                "CREATE TEMP TABLE t (a int2, b int4, c uuid, d float8, e int8[], f bytea, g text, n int)")
            let uuid = PostgresUUID(high: 1, low: 2)
            let large = [UInt8](repeating: 1, count: 2_000_000)
            let written = try connection.copyIn(copyIn) { writer in
                try writer.startRow(columns: 8)
                writer.append(Int16(-1))
                writer.append(Int32(-2))
                writer.append(uuid)
                writer.append(1.5)
                writer.append(array: [Int64(1), 2])
                unsafe writer.append(large.span.bytes)
                unsafe Array("ä".utf8).withUnsafeBytes { unsafe writer.append($0) }
                writer.append(Int32(1))
                try writer.startRow(columns: 8)
                for _ in 0..<7 { writer.appendNull() }
                writer.append(Int32?(2))
            }
            #expect(written == 2)
            _ = try connection.copyOut(copyOut) { row in
                #expect(row.count == 8)
                guard try row.int32(7) == 1 else {
                    for column in 0..<7 { #expect(try row.isNull(column)) }
                    #expect(try row.optionalString(6) == nil)
                    #expect(throws: PostgresError.self) { try row.int64(0) }
                    return
                }
                #expect(try row.int16(0) == -1 && row.int32(1) == -2 && row.uuid(2) == uuid && row.double(3) == 1.5)
                #expect(try row.int64Array(4) == [1, 2] && row.string(6) == "ä")
                #expect(try row.withSpan(5) { $0.byteCount } == large.count)
                #expect(throws: PostgresError.self) { try row.uuid(0) }
                #expect(throws: PostgresError.self) { try row.int64(8) }
            }
        }
    }

    @Test("no rows")
    func empty() async throws {
        try await withConnection { connection in
            try connection.script(create)
            #expect(try connection.copyIn(copyIn) { _ in } == 0)
            #expect(try connection.copyOut(copyOut) { _ in Issue.record("there is no row") } == 0)
        }
    }

    @Test("a body that throws in the middle copies nothing; its error comes through")
    func failingWriter() async throws {
        try await withConnection { connection in
            try connection.script(create)
            #expect(throws: Failure.self) {
                try connection.copyIn(copyIn) { writer in
                    for number in 0..<10_000 {
                        if number == 9_999 { throw Failure() }
                        try writer.startRow(columns: 5)
                        writer.append(number)
                        for _ in 0..<4 { writer.appendNull() }
                    }
                }
            }
            #expect(try connection.query(Statement("SELECT count(*) FROM t"))[0].int(0) == 0)
        }
    }

    @Test("the server's refusal of a row comes through, and the connection remains usable")
    func refusedRow() async throws {
        try await withConnection { connection in
            try connection.script(create)
            let error = #expect(throws: PostgresError.self) {
                try connection.copyIn(copyIn) { writer in
                    for number in 0..<50_000 {
                        try writer.startRow(columns: 5)
                        writer.append(number % 1000)
                        for _ in 0..<4 { writer.appendNull() }
                    }
                }
            }
            #expect(error?.sqlState == .uniqueViolation && error?.statementName == "copy-in")
            #expect(try connection.query(Statement("SELECT count(*) FROM t"))[0].int(0) == 0)
        }
    }

    @Test("a row with too few or too many values is refused before it confuses the server")
    func wrongCount() async throws {
        try await withConnection { connection in
            try connection.script(create)
            for values in [1, 3] {
                let error = #expect(throws: PostgresError.self) {
                    try connection.copyIn(copyIn) { writer in
                        try writer.startRow(columns: 2)
                        for _ in 0..<values { writer.append(1) }
                    }
                }
                #expect(error?.kind == .protocolViolation)
            }
            #expect(try connection.query(Statement("SELECT 1::int8"))[0].int(0) == 1)
        }
    }

    @Test("a reader that throws stops the server; the connection remains usable")
    func failingReader() async throws {
        try await withConnection { connection in
            let endless = Statement("COPY (SELECT generate_series(1, 1000000000)) TO STDOUT (FORMAT binary)")
            var rows = 0
            #expect(throws: Failure.self) {
                try connection.copyOut(endless) { _ in
                    rows += 1
                    if rows == 1000 { throw Failure() }
                }
            }
            let one = try connection.query(Statement("SELECT 1::int8"))[0].int(0)
            #expect(one == 1)
        }
    }

    @Test("an error of the server in the middle comes through after the rows before it")
    func failingServer() async throws {
        try await withConnection { connection in
            let failing = Statement(
                "COPY (SELECT 1 / (500 - n) FROM generate_series(1, 1000) n) TO STDOUT (FORMAT binary)")
            var rows = 0
            let error = #expect(throws: PostgresError.self) { try connection.copyOut(failing) { _ in rows += 1 } }
            #expect(error?.sqlState == .divisionByZero && rows == 499)
            let one = try connection.query(Statement("SELECT 1::int8"))[0].int(0)
            #expect(one == 1)
        }
    }

    @Test("what is not a binary COPY in the right direction is refused, and the connection remains usable")
    func misuse() async throws {
        try await withConnection { connection in
            try connection.script(create)
            for sql in ["COPY t FROM STDIN", "COPY t TO STDOUT (FORMAT binary)", "SELECT 1"] {
                let error = #expect(throws: PostgresError.self) { try connection.copyIn(Statement(sql)) { _ in } }
                #expect(error?.kind == .protocolViolation)
            }
            for sql in ["COPY t FROM STDIN (FORMAT binary)", "COPY t TO STDOUT", "SELECT 1"] {
                #expect(throws: PostgresError.self) { try connection.copyOut(Statement(sql)) { _ in } }
            }
            #expect(throws: PostgresError.self) { try connection.query(copyIn) }
            #expect(throws: PostgresError.self) { try connection.script("COPY t TO STDOUT; COPY t FROM STDIN") }
            #expect(throws: PostgresError.self) {
                try connection.pipeline([(Statement("SELECT 1"), Parameters()), (copyIn, Parameters())])
            }
        }
    }
}
