/// A PostgreSQL type, known by the object id that `pg_type` gives it on every server.
public struct PostgresType: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    public let rawValue: UInt32

    @inlinable public init(rawValue: UInt32) { self.rawValue = rawValue }

    @inlinable init(_ oid: UInt32) { rawValue = oid }

    /// Lets the server infer the type of a parameter.
    @inlinable public static var unspecified: PostgresType { PostgresType(0) }
    @inlinable public static var bool: PostgresType { PostgresType(16) }
    @inlinable public static var bytea: PostgresType { PostgresType(17) }
    @inlinable public static var name: PostgresType { PostgresType(19) }
    @inlinable public static var int8: PostgresType { PostgresType(20) }
    @inlinable public static var int2: PostgresType { PostgresType(21) }
    @inlinable public static var int4: PostgresType { PostgresType(23) }
    @inlinable public static var text: PostgresType { PostgresType(25) }
    @inlinable public static var json: PostgresType { PostgresType(114) }
    @inlinable public static var xml: PostgresType { PostgresType(142) }
    @inlinable public static var float4: PostgresType { PostgresType(700) }
    @inlinable public static var float8: PostgresType { PostgresType(701) }
    @inlinable public static var unknown: PostgresType { PostgresType(705) }
    @inlinable public static var boolArray: PostgresType { PostgresType(1000) }
    @inlinable public static var byteaArray: PostgresType { PostgresType(1001) }
    @inlinable public static var int2Array: PostgresType { PostgresType(1005) }
    @inlinable public static var int4Array: PostgresType { PostgresType(1007) }
    @inlinable public static var textArray: PostgresType { PostgresType(1009) }
    @inlinable public static var varcharArray: PostgresType { PostgresType(1015) }
    @inlinable public static var int8Array: PostgresType { PostgresType(1016) }
    @inlinable public static var float8Array: PostgresType { PostgresType(1022) }
    @inlinable public static var bpchar: PostgresType { PostgresType(1042) }
    @inlinable public static var varchar: PostgresType { PostgresType(1043) }
    @inlinable public static var timestamp: PostgresType { PostgresType(1114) }
    @inlinable public static var timestamptz: PostgresType { PostgresType(1184) }
    @inlinable public static var timestamptzArray: PostgresType { PostgresType(1185) }
    @inlinable public static var uuid: PostgresType { PostgresType(2950) }
    @inlinable public static var uuidArray: PostgresType { PostgresType(2951) }
    @inlinable public static var jsonb: PostgresType { PostgresType(3802) }

    public var description: String {
        switch self {
        case .unspecified: "unspecified"
        case .bool: "bool"
        case .bytea: "bytea"
        case .name: "name"
        case .int8: "int8"
        case .int2: "int2"
        case .int4: "int4"
        case .text: "text"
        case .json: "json"
        case .xml: "xml"
        case .float4: "float4"
        case .float8: "float8"
        case .unknown: "unknown"
        case .boolArray: "bool[]"
        case .byteaArray: "bytea[]"
        case .int2Array: "int2[]"
        case .int4Array: "int4[]"
        case .textArray: "text[]"
        case .varcharArray: "varchar[]"
        case .int8Array: "int8[]"
        case .float8Array: "float8[]"
        case .bpchar: "bpchar"
        case .varchar: "varchar"
        case .timestamp: "timestamp"
        case .timestamptz: "timestamptz"
        case .timestamptzArray: "timestamptz[]"
        case .uuid: "uuid"
        case .uuidArray: "uuid[]"
        case .jsonb: "jsonb"
        default: "type with oid \(rawValue)"
        }
    }

    /// Types whose binary form is their UTF-8 text. Oids from 16384 belong to types of the database itself: enums.
    @usableFromInline var isTextual: Bool {
        switch self {
        case .text, .varchar, .bpchar, .name, .json, .xml, .unknown: true
        default: rawValue >= 16384
        }
    }
}
