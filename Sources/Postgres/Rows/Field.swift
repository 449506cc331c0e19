/// The bytes of one field in binary format, where they lie. Read it through the accessors of ``RowAccess``.
@safe public struct Field {
    /// `nil` is null.
    @usableFromInline let bytes: UnsafeRawBufferPointer?
    /// ``PostgresType/unspecified`` in a COPY, which does not say.
    @usableFromInline let type: PostgresType

    @usableFromInline init(bytes: UnsafeRawBufferPointer?, type: PostgresType) {
        unsafe self.bytes = bytes
        self.type = type
    }
}

extension Field {
    @inlinable var isNull: Bool { unsafe bytes == nil }

    @inlinable func load<Value: FixedWidthInteger>(_: Value.Type) -> Value? {
        guard let bytes = unsafe bytes, bytes.count == MemoryLayout<Value>.size else { return nil }
        return unsafe Value(bigEndian: bytes.loadUnaligned(as: Value.self))
    }

    /// Any of the three integer types, if the value fits.
    @inlinable func integer<Value: FixedWidthInteger>(_: Value.Type) -> Value? {
        guard type == .int8 || type == .int4 || type == .int2 || type == .unspecified else { return nil }
        return switch unsafe bytes?.count {
        case 8: load(Int64.self).flatMap(Value.init(exactly:))
        case 4: load(Int32.self).flatMap(Value.init(exactly:))
        case 2: load(Int16.self).flatMap(Value.init(exactly:))
        default: nil
        }
    }

    @inlinable var bool: Bool? {
        type == .bool || type == .unspecified ? load(UInt8.self).map { $0 != 0 } : nil
    }

    @inlinable var double: Double? {
        guard type == .float8 || type == .float4 || type == .unspecified else { return nil }
        return load(UInt64.self).map(Double.init(bitPattern:))
            ?? load(UInt32.self).map { Double(Float(bitPattern: $0)) }
    }

    @inlinable var uuid: PostgresUUID? {
        guard type == .uuid || type == .unspecified, let bytes = unsafe bytes, bytes.count == 16 else { return nil }
        return unsafe PostgresUUID(
            high: UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self)),
            low: UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)))
    }

    @inlinable var timestamp: PostgresTimestamp? {
        guard type == .timestamptz || type == .timestamp || type == .unspecified else { return nil }
        return load(Int64.self).map(PostgresTimestamp.init(microsecondsSince2000:))
    }

    @usableFromInline var string: String? {
        guard type.isTextual || type == .unspecified else {
            // The binary form of jsonb is a version, always 1, and the text.
            guard type == .jsonb, let bytes = unsafe bytes, unsafe bytes.first == 1 else { return nil }
            return unsafe String(decoding: bytes.dropFirst(), as: UTF8.self)
        }
        return unsafe bytes.map { unsafe String(decoding: $0, as: UTF8.self) }
    }

    /// The bytes of a `bytea`, or the UTF-8 of a text.
    @inlinable var raw: UnsafeRawBufferPointer? {
        guard type == .bytea || type == .unspecified || type.isTextual else { return nil }
        return unsafe bytes
    }

    /// The elements of a one-dimensional array, none of them null, each as `element` reads it.
    @usableFromInline func array<Element>(_ element: (Field) -> Element?) -> [Element]? {
        guard let bytes = unsafe bytes, bytes.count >= 12 else { return nil }
        func int32(at offset: Int) -> Int32 {
            unsafe Int32(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Int32.self))
        }
        if int32(at: 0) == 0 { return [] }
        guard int32(at: 0) == 1, bytes.count >= 20 else { return nil }
        let elementType = PostgresType(UInt32(bitPattern: int32(at: 8)))
        let count = Int(int32(at: 12))
        var elements: [Element] = []
        elements.reserveCapacity(min(count, bytes.count / 4))
        var offset = 20
        for _ in 0..<count {
            guard offset + 4 <= bytes.count else { return nil }
            let length = Int(int32(at: offset))
            offset += 4
            guard length <= bytes.count - offset else { return nil }
            let content = unsafe length < 0 ? nil : UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + length])
            guard let value = element(unsafe Field(bytes: content, type: elementType)) else { return nil }
            elements.append(value)
            offset += max(0, length)
        }
        return elements
    }
}
