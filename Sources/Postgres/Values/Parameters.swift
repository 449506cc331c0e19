/// The parameters of one call: explicit types, binary format, all values in one contiguous buffer.
///
/// Short calls use a literal, `[shard, position, "text"]`; batches append:
/// ```swift
/// var parameters = Parameters()
/// parameters.append(shard)
/// parameters.append(array: positions)
/// parameters.appendBytesArray { payloads in for message in batch { payloads.append(message.bytes) } }
/// ```
public struct Parameters: Sendable, ExpressibleByArrayLiteral {
    @usableFromInline struct Slot: Sendable {
        @usableFromInline var type: UInt32
        @usableFromInline var offset: Int
        /// -1 marks null.
        @usableFromInline var length: Int

        @inlinable init(type: UInt32, offset: Int, length: Int) {
            self.type = type
            self.offset = offset
            self.length = length
        }
    }

    @usableFromInline var encoder = BinaryEncoder()
    @usableFromInline var slots: [Slot] = []

    public init() {}

    public init(arrayLiteral elements: any PostgresEncodable...) {
        slots.reserveCapacity(elements.count)
        for element in elements { append(element) }
    }

    /// The number of parameters.
    @inlinable public var count: Int { slots.count }

    /// The number of bytes all values take on the wire.
    @inlinable public var byteCount: Int { encoder.count }

    /// Makes room for `bytes` bytes of values.
    @inlinable public mutating func reserveCapacity(bytes: Int) { encoder.reserve(bytes) }

    /// Appends one value; `nil` of any encodable type is a typed null.
    @inlinable public mutating func append<Value: PostgresEncodable>(_ value: Value) {
        guard !value.isPostgresNull else { return appendNull(Value.postgresType) }
        appendSlot(Value.postgresType) { value.encode(into: &$0) }
    }

    /// Appends a null of a type; ``PostgresType/unspecified`` lets the server infer it.
    @inlinable public mutating func appendNull(_ type: PostgresType) {
        slots.append(Slot(type: type.rawValue, offset: 0, length: -1))
    }

    /// Appends bytes as they are, by default as `bytea`; with `.text` they must be UTF-8.
    @inlinable public mutating func append(_ bytes: UnsafeRawBufferPointer, as type: PostgresType = .bytea) {
        appendSlot(type) { unsafe $0.write(bytes) }
    }

    @inlinable mutating func appendSlot(_ type: PostgresType, _ body: (inout BinaryEncoder) -> Void) {
        let start = encoder.count
        body(&encoder)
        slots.append(Slot(type: type.rawValue, offset: start, length: encoder.count - start))
    }
}
