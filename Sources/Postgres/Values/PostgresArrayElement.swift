/// A value that can be an element of an array parameter.
public protocol PostgresArrayElement: Sendable {
    static var postgresArrayType: PostgresType { get }
    /// Writes the array in binary form, without a length.
    static func encodeArray<Values: Collection>(_ values: Values, into encoder: inout BinaryEncoder)
    where Values.Element == Self
}

extension PostgresArrayElement where Self: PostgresEncodable {
    @inlinable public static func encodeArray<Values: Collection>(_ values: Values, into encoder: inout BinaryEncoder)
    where Values.Element == Self {
        let count = values.count
        encoder.reserve(20 + count * (4 + MemoryLayout<Self>.size))
        encoder.writeArrayHeader(element: postgresType, count: count)
        for value in values { encoder.writeField(value) }
    }
}

extension BinaryEncoder {
    /// Dimensions, a flag "may hold nulls" (the server recomputes it), element type, and for the one dimension its
    /// length and lower bound.
    @inlinable mutating func writeArrayHeader(element: PostgresType, count: Int) {
        write(Int32(count == 0 ? 0 : 1))
        write(Int32(1))
        write(element.rawValue)
        guard count > 0 else { return }
        write(Int32(count))
        write(Int32(1))
    }
}

extension Int16: PostgresArrayElement {
    @inlinable public static var postgresArrayType: PostgresType { .int2Array }
}

extension Int32: PostgresArrayElement {
    @inlinable public static var postgresArrayType: PostgresType { .int4Array }
}

extension Int64: PostgresArrayElement {
    @inlinable public static var postgresArrayType: PostgresType { .int8Array }
}

extension Int: PostgresArrayElement {
    @inlinable public static var postgresArrayType: PostgresType { .int8Array }
}

extension Bool: PostgresArrayElement {
    @inlinable public static var postgresArrayType: PostgresType { .boolArray }
}

extension Double: PostgresArrayElement {
    @inlinable public static var postgresArrayType: PostgresType { .float8Array }
}

extension String: PostgresArrayElement {
    @inlinable public static var postgresArrayType: PostgresType { .textArray }
}

extension PostgresUUID: PostgresArrayElement {
    @inlinable public static var postgresArrayType: PostgresType { .uuidArray }
}

extension PostgresTimestamp: PostgresArrayElement {
    @inlinable public static var postgresArrayType: PostgresType { .timestamptzArray }
}

extension Optional: PostgresArrayElement where Wrapped: PostgresArrayElement & PostgresEncodable {
    @inlinable public static var postgresArrayType: PostgresType { Wrapped.postgresArrayType }
}

/// An array of bytes is not an array for PostgreSQL but one `bytea`.
extension UInt8: PostgresArrayElement {
    @inlinable public static var postgresArrayType: PostgresType { .bytea }
    @inlinable public static func encodeArray<Values: Collection>(_ values: Values, into encoder: inout BinaryEncoder)
    where Values.Element == UInt8 {
        encoder.bytes.append(contentsOf: values)
    }
}

extension Array: PostgresArrayElement where Element == UInt8 {
    @inlinable public static var postgresArrayType: PostgresType { .byteaArray }
}
