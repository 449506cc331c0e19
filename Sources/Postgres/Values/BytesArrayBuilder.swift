/// Writes the elements of one `bytea[]` or `text[]` straight into the buffer of ``Parameters``.
public struct BytesArrayBuilder: ~Copyable {
    /// The types whose elements are plain bytes.
    public enum ElementType: Sendable {
        case bytea
        /// Elements must be UTF-8 without zero bytes.
        case text

        @inlinable var type: PostgresType { self == .bytea ? .bytea : .text }
        @inlinable var arrayType: PostgresType { self == .bytea ? .byteaArray : .textArray }
    }

    @usableFromInline var encoder: BinaryEncoder
    @usableFromInline let start: Int
    @usableFromInline let elementType: ElementType
    /// The number of elements appended.
    public private(set) var count = 0

    /// Moves the buffer in, since two references to it would copy it at the first write; ``finish()`` gives it back.
    @usableFromInline init(taking source: inout BinaryEncoder, elementType: ElementType) {
        encoder = BinaryEncoder()
        swap(&encoder, &source)
        start = encoder.count
        self.elementType = elementType
        encoder.writeArrayHeader(element: elementType.type, count: 1)
    }

    /// Makes room for `elements` more elements of `bytes` bytes altogether.
    public mutating func reserve(elements: Int, bytes: Int) {
        encoder.reserve(4 * elements + bytes)
    }

    public mutating func append(_ bytes: UnsafeRawBufferPointer) {
        unsafe encoder.writeField(bytes)
        count += 1
    }

    public mutating func append(_ bytes: RawSpan) {
        unsafe bytes.withUnsafeBytes { unsafe encoder.writeField($0) }
        count += 1
    }

    public mutating func append(_ bytes: [UInt8]) {
        unsafe bytes.withUnsafeBytes { unsafe encoder.writeField($0) }
        count += 1
    }

    public mutating func append(_ text: String) {
        encoder.writeField(text)
        count += 1
    }

    public mutating func appendNull() {
        encoder.write(Int32(-1))
        count += 1
    }

    @usableFromInline consuming func finish() -> BinaryEncoder {
        if count == 0 {
            encoder.bytes.removeSubrange(start...)
            encoder.writeArrayHeader(element: elementType.type, count: 0)
        } else {
            encoder.setInt32(Int32(count), at: start + 12)
        }
        return encoder
    }

    @usableFromInline consuming func discard() -> BinaryEncoder {
        encoder.bytes.removeSubrange(start...)
        return encoder
    }
}
