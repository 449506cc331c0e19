/// Appends values in PostgreSQL's binary format (network byte order) to one contiguous buffer.
public struct BinaryEncoder: Sendable {
    @usableFromInline var bytes: [UInt8] = []

    @inlinable init() {}

    /// The number of bytes written.
    @inlinable public var count: Int { bytes.count }

    /// Makes room for `additional` bytes, growing geometrically so that repeated calls stay linear.
    @inlinable public mutating func reserve(_ additional: Int) {
        let needed = bytes.count + additional
        if needed > bytes.capacity { bytes.reserveCapacity(max(needed, bytes.capacity * 2)) }
    }

    @inlinable public mutating func write<Value: FixedWidthInteger>(_ value: Value) {
        unsafe withUnsafeBytes(of: value.bigEndian) { unsafe bytes.append(contentsOf: $0) }
    }

    @inlinable public mutating func write(_ raw: UnsafeRawBufferPointer) {
        unsafe bytes.append(contentsOf: raw)
    }

    @inlinable public mutating func write(_ text: String) {
        bytes.append(contentsOf: text.utf8)
    }

    /// Writes a length-prefixed field; the length is filled in after `body` has written the content.
    @inlinable mutating func writeField(_ body: (inout BinaryEncoder) -> Void) {
        let start = bytes.count
        write(Int32(0))
        body(&self)
        setLength(at: start)
    }

    /// Writes a length-prefixed field, or the mark of a null.
    @inlinable mutating func writeField(_ value: some PostgresEncodable) {
        if value.isPostgresNull { write(Int32(-1)) } else { writeField { value.encode(into: &$0) } }
    }

    @inlinable mutating func writeField(_ raw: UnsafeRawBufferPointer) {
        write(Int32(raw.count))
        unsafe write(raw)
    }

    /// Sets the four bytes at `start` to the number of bytes behind them.
    @inlinable mutating func setLength(at start: Int) {
        setInt32(Int32(bytes.count - start - 4), at: start)
    }

    @inlinable mutating func setInt32(_ value: Int32, at start: Int) {
        unsafe bytes.withUnsafeMutableBytes {
            unsafe $0.storeBytes(of: value.bigEndian, toByteOffset: start, as: Int32.self)
        }
    }
}
