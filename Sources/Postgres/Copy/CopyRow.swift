/// A row of a binary COPY, read where it lies. A COPY does not say what types its columns have: ask for the right ones.
@safe public struct CopyRow: RowAccess, ~Copyable {
    let buffer: UnsafeRawBufferPointer
    /// Offset and length of every field; the length of a null is -1.
    let fields: [Range]
    let statement: String

    struct Range {
        let offset: Int
        let length: Int
    }

    /// The number of columns.
    public var count: Int { fields.count }

    public func field(_ column: Int) throws(PostgresError) -> Field {
        guard fields.indices.contains(column) else { throw decodingError(column, expected: "column") }
        let range = fields[column]
        guard range.length >= 0 else { return unsafe Field(bytes: nil, type: .unspecified) }
        return unsafe Field(
            bytes: UnsafeRawBufferPointer(rebasing: buffer[range.offset..<range.offset + range.length]),
            type: .unspecified)
    }

    public func decodingError(_ column: Int, expected type: String) -> PostgresError {
        let message =
            if !fields.indices.contains(column) {
                "there is no column \(column), the COPY has \(fields.count)"
            } else if fields[column].length < 0 {
                "column \(column) is null, expected \(type)"
            } else {
                "column \(column) has \(fields[column].length) bytes that are not of type \(type)"
            }
        return PostgresError(.decoding, message, statementName: statement)
    }
}

/// Takes the messages of a binary COPY apart. The server sends a row a message, the header before the first.
struct CopyReader {
    let statement: String
    private var fields: [CopyRow.Range] = []
    private var isHeaderRead = false

    init(statement: String) { self.statement = statement }

    mutating func read(_ message: UnsafeRawBufferPointer, _ row: (borrowing CopyRow) throws -> Void) throws {
        var offset = 0
        if !isHeaderRead {
            guard message.count >= 19, unsafe message.starts(with: "PGCOPY\n".utf8) else { throw malformed }
            offset = 19 + Int(unsafe integer(Int32.self, message, 15))
            isHeaderRead = true
        }
        while offset < message.count {
            guard offset + 2 <= message.count else { throw malformed }
            let columns = Int(unsafe integer(Int16.self, message, offset))
            offset += 2
            guard columns >= 0 else { return }
            fields.removeAll(keepingCapacity: true)
            for _ in 0..<columns {
                guard offset + 4 <= message.count else { throw malformed }
                let length = Int(unsafe integer(Int32.self, message, offset))
                offset += 4
                guard length <= message.count - offset else { throw malformed }
                fields.append(CopyRow.Range(offset: offset, length: length))
                offset += max(0, length)
            }
            // Moved in and out, so that the array is reused for every row.
            try row(unsafe CopyRow(buffer: message, fields: fields, statement: statement))
        }
    }

    private func integer<Value: FixedWidthInteger>(
        _: Value.Type, _ message: UnsafeRawBufferPointer, _ offset: Int
    ) -> Value {
        unsafe Value(bigEndian: message.loadUnaligned(fromByteOffset: offset, as: Value.self))
    }

    private var malformed: PostgresError {
        PostgresError(.protocolViolation, "the COPY data is not in binary format", statementName: statement)
    }
}
