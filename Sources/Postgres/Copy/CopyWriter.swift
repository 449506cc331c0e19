internal import CLibPQ

/// Writes the rows of a binary COPY: for every row ``startRow(columns:)`` and as many values.
@safe public struct CopyWriter: ~Copyable {
    /// Rows are sent once this many bytes have gathered.
    static let chunk = 64 * 1024

    @usableFromInline var encoder = BinaryEncoder()
    /// Values the current row still lacks; negative if it has too many.
    @usableFromInline var missing = 0
    let connection: OpaquePointer
    let statement: String

    init(connection: OpaquePointer, statement: String) {
        unsafe self.connection = connection
        self.statement = statement
        encoder.reserve(Self.chunk + 4096)
        for byte in "PGCOPY\n".utf8 { encoder.write(byte) }
        for byte in [0xFF, 0x0D, 0x0A, 0x00] as [UInt8] { encoder.write(byte) }
        encoder.write(Int32(0))  // flags
        encoder.write(Int32(0))  // no header extension
    }

    /// Begins a row. Sends what has gathered, if it is enough.
    ///
    /// - Throws: if the row before has fewer or more values than it announced, or the connection is lost.
    public mutating func startRow(columns: Int) throws(PostgresError) {
        try checkRow()
        if encoder.count >= Self.chunk { try send() }
        encoder.write(Int16(columns))
        missing = columns
    }

    /// Appends a value of the column's type; `nil` is a null.
    @inlinable public mutating func append<Value: PostgresEncodable>(_ value: Value) {
        missing -= 1
        encoder.writeField(value)
    }

    /// Appends bytes: a `bytea`, or the UTF-8 of a text; `nil` is a null.
    @inlinable public mutating func append(_ bytes: UnsafeRawBufferPointer?) {
        guard let bytes = unsafe bytes else { return appendNull() }
        missing -= 1
        unsafe encoder.writeField(bytes)
    }

    /// Appends bytes: a `bytea`, or the UTF-8 of a text.
    @inlinable public mutating func append(_ bytes: RawSpan) {
        missing -= 1
        unsafe bytes.withUnsafeBytes { unsafe encoder.writeField($0) }
    }

    /// Appends an array from any collection, without making an `Array` of it.
    @inlinable public mutating func append<Values: Collection>(array values: Values)
    where Values.Element: PostgresArrayElement {
        missing -= 1
        encoder.writeField { Values.Element.encodeArray(values, into: &$0) }
    }

    @inlinable public mutating func appendNull() {
        missing -= 1
        encoder.write(Int32(-1))
    }

    /// Sends the rest and the end of the rows.
    mutating func finish() throws(PostgresError) {
        try checkRow()
        encoder.write(Int16(-1))
        try send()
    }

    private func checkRow() throws(PostgresError) {
        guard missing == 0 else {
            let text = missing > 0 ? "\(missing) values fewer" : "\(-missing) values more"
            throw PostgresError(
                .protocolViolation, "a row of the COPY has \(text) than announced", statementName: statement)
        }
    }

    private mutating func send() throws(PostgresError) {
        let sent = unsafe encoder.bytes.withUnsafeBytes { bytes in
            unsafe PQputCopyData(
                connection, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(bytes.count))
        }
        guard sent == 1 else {
            throw unsafe PostgresError(
                .connectionLost, String(cString: PQerrorMessage(connection)).trimmingLineEnd, statementName: statement)
        }
        encoder.bytes.removeAll(keepingCapacity: true)
    }
}
