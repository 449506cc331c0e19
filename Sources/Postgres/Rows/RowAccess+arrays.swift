// One-dimensional arrays without null elements.
extension RowAccess where Self: ~Copyable {
    public func int16Array(_ column: Int) throws(PostgresError) -> [Int16] {
        try value(column, "int2[]") { $0.array { $0.integer(Int16.self) } }
    }

    public func int32Array(_ column: Int) throws(PostgresError) -> [Int32] {
        try value(column, "int4[]") { $0.array { $0.integer(Int32.self) } }
    }

    public func int64Array(_ column: Int) throws(PostgresError) -> [Int64] {
        try value(column, "int8[]") { $0.array { $0.integer(Int64.self) } }
    }

    public func boolArray(_ column: Int) throws(PostgresError) -> [Bool] {
        try value(column, "bool[]") { $0.array { $0.bool } }
    }

    public func stringArray(_ column: Int) throws(PostgresError) -> [String] {
        try value(column, "text[]") { $0.array { $0.string } }
    }

    public func bytesArray(_ column: Int) throws(PostgresError) -> [[UInt8]] {
        try value(column, "bytea[]") { $0.array { unsafe $0.raw.map { unsafe Array($0) } } }
    }

    public func uuidArray(_ column: Int) throws(PostgresError) -> [PostgresUUID] {
        try value(column, "uuid[]") { $0.array { $0.uuid } }
    }

    public func timestampArray(_ column: Int) throws(PostgresError) -> [PostgresTimestamp] {
        try value(column, "timestamptz[]") { $0.array { $0.timestamp } }
    }

    // Arrays with null elements.

    public func optionalInt64Array(_ column: Int) throws(PostgresError) -> [Int64?] {
        try value(column, "int8[]") { $0.array { $0.isNull ? .some(nil) : $0.integer(Int64.self) } }
    }

    public func optionalStringArray(_ column: Int) throws(PostgresError) -> [String?] {
        try value(column, "text[]") { $0.array { $0.isNull ? .some(nil) : $0.string } }
    }
}
