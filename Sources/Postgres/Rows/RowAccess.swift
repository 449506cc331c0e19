/// Reads the fields of a row by column index, from 0. Every accessor throws
/// ``PostgresError/Kind-swift.enum/decoding``, naming column and statement, if the field is null, of another type, or
/// does not fit.
public protocol RowAccess: ~Copyable {
    /// The field of a column; throws if there is no such column.
    func field(_ column: Int) throws(PostgresError) -> Field
    /// The error "not a `type`" for a column.
    func decodingError(_ column: Int, expected type: String) -> PostgresError
}

extension RowAccess where Self: ~Copyable {
    @inlinable func value<Value>(
        _ column: Int, _ type: String, _ read: (Field) -> Value?
    ) throws(PostgresError) -> Value {
        guard let value = read(try field(column)) else { throw decodingError(column, expected: type) }
        return value
    }

    public func isNull(_ column: Int) throws(PostgresError) -> Bool { try field(column).isNull }

    /// An `int2`, or a wider integer whose value fits.
    @inlinable public func int16(_ column: Int) throws(PostgresError) -> Int16 {
        try value(column, "int2") { $0.integer(Int16.self) }
    }

    /// An `int4` or `int2`, or an `int8` whose value fits.
    @inlinable public func int32(_ column: Int) throws(PostgresError) -> Int32 {
        try value(column, "int4") { $0.integer(Int32.self) }
    }

    /// Any integer.
    @inlinable public func int64(_ column: Int) throws(PostgresError) -> Int64 {
        try value(column, "int8") { $0.integer(Int64.self) }
    }

    /// Any integer.
    @inlinable public func int(_ column: Int) throws(PostgresError) -> Int {
        try value(column, "int8") { $0.integer(Int.self) }
    }

    @inlinable public func bool(_ column: Int) throws(PostgresError) -> Bool {
        try value(column, "bool") { $0.bool }
    }

    /// A `float8` or `float4`.
    @inlinable public func double(_ column: Int) throws(PostgresError) -> Double {
        try value(column, "float8") { $0.double }
    }

    /// A text of any kind: `text`, `varchar`, `char(n)`, `name`, `json`, `jsonb`, `xml`, an enum.
    @inlinable public func string(_ column: Int) throws(PostgresError) -> String {
        try value(column, "text") { $0.string }
    }

    /// A `bytea`, or the UTF-8 of a text, copied.
    @inlinable public func bytes(_ column: Int) throws(PostgresError) -> [UInt8] {
        try value(column, "bytea") { unsafe $0.raw.map { unsafe Array($0) } }
    }

    @inlinable public func uuid(_ column: Int) throws(PostgresError) -> PostgresUUID {
        try value(column, "uuid") { $0.uuid }
    }

    /// A `timestamptz`, or a `timestamp` taken as UTC.
    @inlinable public func timestamp(_ column: Int) throws(PostgresError) -> PostgresTimestamp {
        try value(column, "timestamptz") { $0.timestamp }
    }

    /// The bytes of a `bytea` or the UTF-8 of a text where they lie; the pointer is valid inside `body` only.
    @inlinable public func withBytes<Result>(
        _ column: Int, _ body: (UnsafeRawBufferPointer) throws -> Result
    ) throws -> Result {
        guard let raw = try unsafe field(column).raw else { throw decodingError(column, expected: "bytea") }
        return try unsafe body(raw)
    }

    /// The bytes of a `bytea` or the UTF-8 of a text where they lie, bounds checked.
    @inlinable public func withSpan<Result>(_ column: Int, _ body: (RawSpan) throws -> Result) throws -> Result {
        guard let raw = try unsafe field(column).raw else { throw decodingError(column, expected: "bytea") }
        return try unsafe body(raw.bytes)
    }
}
