/// A value that can be bound to a parameter or written into a binary `COPY`.
public protocol PostgresEncodable: Sendable {
    /// The type the value is sent as.
    static var postgresType: PostgresType { get }
    var isPostgresNull: Bool { get }
    /// Writes the content, without a length.
    func encode(into encoder: inout BinaryEncoder)
}

extension PostgresEncodable {
    @inlinable public var isPostgresNull: Bool { false }
}

extension Int16: PostgresEncodable {
    @inlinable public static var postgresType: PostgresType { .int2 }
    @inlinable public func encode(into encoder: inout BinaryEncoder) { encoder.write(self) }
}

extension Int32: PostgresEncodable {
    @inlinable public static var postgresType: PostgresType { .int4 }
    @inlinable public func encode(into encoder: inout BinaryEncoder) { encoder.write(self) }
}

extension Int64: PostgresEncodable {
    @inlinable public static var postgresType: PostgresType { .int8 }
    @inlinable public func encode(into encoder: inout BinaryEncoder) { encoder.write(self) }
}

extension Int: PostgresEncodable {
    @inlinable public static var postgresType: PostgresType { .int8 }
    @inlinable public func encode(into encoder: inout BinaryEncoder) { encoder.write(Int64(self)) }
}

extension Bool: PostgresEncodable {
    @inlinable public static var postgresType: PostgresType { .bool }
    @inlinable public func encode(into encoder: inout BinaryEncoder) { encoder.write(UInt8(self ? 1 : 0)) }
}

extension Double: PostgresEncodable {
    @inlinable public static var postgresType: PostgresType { .float8 }
    @inlinable public func encode(into encoder: inout BinaryEncoder) { encoder.write(bitPattern) }
}

extension String: PostgresEncodable {
    @inlinable public static var postgresType: PostgresType { .text }
    @inlinable public func encode(into encoder: inout BinaryEncoder) { encoder.write(self) }
}

extension PostgresUUID: PostgresEncodable {
    @inlinable public static var postgresType: PostgresType { .uuid }
    @inlinable public func encode(into encoder: inout BinaryEncoder) {
        encoder.write(high)
        encoder.write(low)
    }
}

extension PostgresTimestamp: PostgresEncodable {
    @inlinable public static var postgresType: PostgresType { .timestamptz }
    @inlinable public func encode(into encoder: inout BinaryEncoder) { encoder.write(microsecondsSince2000) }
}

extension Optional: PostgresEncodable where Wrapped: PostgresEncodable {
    @inlinable public static var postgresType: PostgresType { Wrapped.postgresType }
    @inlinable public var isPostgresNull: Bool {
        switch self {
        case .some(let value): value.isPostgresNull
        case .none: true
        }
    }
    @inlinable public func encode(into encoder: inout BinaryEncoder) { self?.encode(into: &encoder) }
}

/// `[UInt8]` is a `bytea`; an array of anything else an array of that type.
extension Array: PostgresEncodable where Element: PostgresArrayElement {
    @inlinable public static var postgresType: PostgresType { Element.postgresArrayType }
    @inlinable public func encode(into encoder: inout BinaryEncoder) { Element.encodeArray(self, into: &encoder) }
}

// Literals whose type must be said: `[.int64(5), .int16(2), "text"]`.
extension PostgresEncodable where Self == Int16 {
    public static func int16(_ value: Int16) -> Int16 { value }
}

extension PostgresEncodable where Self == Int32 {
    public static func int32(_ value: Int32) -> Int32 { value }
}

extension PostgresEncodable where Self == Int64 {
    public static func int64(_ value: Int64) -> Int64 { value }
}

extension PostgresEncodable where Self == [UInt8] {
    public static func bytes(_ value: [UInt8]) -> [UInt8] { value }
}
