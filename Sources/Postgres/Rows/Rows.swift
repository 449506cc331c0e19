internal import CLibPQ

/// The result of a statement: rows that read from libpq's memory, which lives as long as any of them.
public struct Rows: Sendable {
    let storage: ResultStorage
    /// The number of rows.
    public let count: Int
    /// The number of rows the statement changed, or returned in case of a SELECT.
    public let affected: Int

    init(taking result: OpaquePointer, statement: String) {
        unsafe storage = ResultStorage(taking: result, statement: statement)
        count = Int(unsafe PQntuples(result))
        affected = unsafe Int(String(cString: PQcmdTuples(result))) ?? 0
    }

    public var columnCount: Int { storage.columnCount }

    /// The row, or `nil` if there is none; for statements that return at most one.
    public var only: Row? { first }
}

extension Rows: RandomAccessCollection {
    public var startIndex: Int { 0 }
    public var endIndex: Int { count }

    public subscript(_ row: Int) -> Row {
        precondition(row >= 0 && row < count, "there is no such row")
        return Row(storage: storage, index: Int32(row))
    }
}

/// One row of a result.
public struct Row: RowAccess, Sendable {
    let storage: ResultStorage
    let index: Int32

    public func field(_ column: Int) throws(PostgresError) -> Field {
        guard column >= 0, column < storage.columnCount else {
            throw decodingError(column, expected: "column")
        }
        let result = unsafe storage.result
        let type = unsafe PostgresType(PQftype(result, Int32(column)))
        let length = unsafe PQgetlength(result, index, Int32(column))
        if unsafe length == 0 && PQgetisnull(result, index, Int32(column)) == 1 {
            return unsafe Field(bytes: nil, type: type)
        }
        let value = unsafe PQgetvalue(result, index, Int32(column))
        return unsafe Field(bytes: UnsafeRawBufferPointer(start: value, count: Int(length)), type: type)
    }

    public func decodingError(_ column: Int, expected type: String) -> PostgresError {
        guard column >= 0, column < storage.columnCount else {
            return PostgresError(
                .decoding, "there is no column \(column), the result has \(storage.columnCount)",
                statementName: storage.statement)
        }
        let name = unsafe String(cString: PQfname(storage.result, Int32(column)))
        let isNull = unsafe PQgetisnull(storage.result, index, Int32(column)) == 1
        let actual = unsafe PostgresType(PQftype(storage.result, Int32(column)))
        return PostgresError(
            .decoding, "column \(column) '\(name)' is \(isNull ? "null" : "\(actual)"), expected \(type)",
            statementName: storage.statement)
    }
}

/// Owns a `PGresult`, which nobody changes.
@safe final class ResultStorage: @unchecked Sendable {
    let result: OpaquePointer
    let statement: String
    let columnCount: Int

    init(taking result: OpaquePointer, statement: String) {
        unsafe self.result = result
        self.statement = statement
        columnCount = Int(unsafe PQnfields(result))
    }

    deinit { unsafe PQclear(result) }
}
