// As the accessors without `optional`, with `nil` for null.
extension RowAccess where Self: ~Copyable {
    @inlinable func optionalValue<Value>(
        _ column: Int, _ type: String, _ read: (Field) -> Value?
    ) throws(PostgresError) -> Value? {
        let field = try field(column)
        guard !field.isNull else { return nil }
        guard let value = read(field) else { throw decodingError(column, expected: type) }
        return value
    }

    @inlinable public func optionalInt16(_ column: Int) throws(PostgresError) -> Int16? {
        try optionalValue(column, "int2") { $0.integer(Int16.self) }
    }

    @inlinable public func optionalInt32(_ column: Int) throws(PostgresError) -> Int32? {
        try optionalValue(column, "int4") { $0.integer(Int32.self) }
    }

    @inlinable public func optionalInt64(_ column: Int) throws(PostgresError) -> Int64? {
        try optionalValue(column, "int8") { $0.integer(Int64.self) }
    }

    @inlinable public func optionalInt(_ column: Int) throws(PostgresError) -> Int? {
        try optionalValue(column, "int8") { $0.integer(Int.self) }
    }

    @inlinable public func optionalBool(_ column: Int) throws(PostgresError) -> Bool? {
        try optionalValue(column, "bool") { $0.bool }
    }

    @inlinable public func optionalDouble(_ column: Int) throws(PostgresError) -> Double? {
        try optionalValue(column, "float8") { $0.double }
    }

    @inlinable public func optionalString(_ column: Int) throws(PostgresError) -> String? {
        try optionalValue(column, "text") { $0.string }
    }

    @inlinable public func optionalBytes(_ column: Int) throws(PostgresError) -> [UInt8]? {
        try optionalValue(column, "bytea") { unsafe $0.raw.map { unsafe Array($0) } }
    }

    @inlinable public func optionalUUID(_ column: Int) throws(PostgresError) -> PostgresUUID? {
        try optionalValue(column, "uuid") { $0.uuid }
    }

    @inlinable public func optionalTimestamp(_ column: Int) throws(PostgresError) -> PostgresTimestamp? {
        try optionalValue(column, "timestamptz") { $0.timestamp }
    }
}
