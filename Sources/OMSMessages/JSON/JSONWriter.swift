/// Writes JSON text into memory: members in the order given, commas set by itself, no white space.
///
/// Deterministic: the same calls give the same bytes. Every call with a `key` writes one member of the open object.
public struct JSONWriter {
    /// Whether `<`, `>`, `&`, U+2028 and U+2029 are escaped, so that the text may stand inside HTML.
    public let escapesHTML: Bool
    private var buffer: ByteBuffer

    public init(escapesHTML: Bool = false, reservingCapacity capacity: Int = 256) {
        self.escapesHTML = escapesHTML
        buffer = ByteBuffer(capacity: capacity)
    }

    /// A copy of what is written so far.
    public var bytes: [UInt8] { buffer.bytes }

    /// The text as a string.
    public var text: String { unsafe withBytes { unsafe String(decoding: $0, as: UTF8.self) } }

    /// Hands what is written so far to `body`, without a copy; the pointer is valid inside `body` only.
    public func withBytes<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try unsafe buffer.withBytes(body)
    }

    /// Forgets everything written and keeps the memory.
    public mutating func removeAll() { buffer.removeAll() }

    // MARK: Containers

    public mutating func beginObject() {
        separate()
        buffer.append(UInt8(ascii: "{"))
    }

    public mutating func endObject() { buffer.append(UInt8(ascii: "}")) }

    public mutating func beginArray() {
        separate()
        buffer.append(UInt8(ascii: "["))
    }

    public mutating func endArray() { buffer.append(UInt8(ascii: "]")) }

    /// Writes an object whose members `body` writes.
    @inlinable
    public mutating func object<Failure: Error>(_ body: (inout JSONWriter) throws(Failure) -> Void) throws(Failure) {
        beginObject()
        try body(&self)
        endObject()
    }

    /// Writes an array whose elements `body` writes.
    @inlinable
    public mutating func array<Failure: Error>(_ body: (inout JSONWriter) throws(Failure) -> Void) throws(Failure) {
        beginArray()
        try body(&self)
        endArray()
    }

    // MARK: Names and values

    /// Writes the name of the next member.
    public mutating func key(_ name: String) {
        separate()
        appendQuoted(name)
        buffer.append(UInt8(ascii: ":"))
    }

    public mutating func null() {
        separate()
        appendASCII("null")
    }

    public mutating func value(_ text: String) {
        separate()
        appendQuoted(text)
    }

    public mutating func value(_ flag: Bool) {
        separate()
        appendASCII(flag ? "true" : "false")
    }

    public mutating func value(_ number: Int) {
        separate()
        buffer.append(decimal: number)
    }

    @inlinable
    public mutating func value(_ number: some BinaryInteger) {
        if let number = Int(exactly: number) { value(number) } else { value(large: String(number)) }
    }

    /// Writes the digits of a number that no `Int` holds.
    @usableFromInline
    mutating func value(large digits: String) {
        separate()
        appendASCII(digits)
    }

    /// Writes a decimal as text, since readers would turn a JSON number into binary floating point.
    public mutating func value(_ decimal: ExactDecimal) { value(decimal.description) }

    /// Writes a moment as text, in UTC.
    public mutating func value(_ timestamp: Timestamp) { value(timestamp.rfc3339UTC) }

    /// Writes JSON text as it is.
    /// - Parameter json: exactly one valid JSON value, which is not checked.
    public mutating func raw(_ json: some Sequence<UInt8>) {
        separate()
        let done: Void? = json.withContiguousStorageIfAvailable { bytes in unsafe buffer.append(bytes) }
        if done == nil { for byte in json { buffer.append(byte) } }
    }

    /// Ends a line of newline-delimited JSON; the next value starts a new document.
    public mutating func newline() { buffer.append(UInt8(ascii: "\n")) }

    // MARK: Text

    /// Sets the comma before a name or value; what was written last tells whether one is due.
    private mutating func separate() {
        switch buffer.last {
        case nil, UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: ":"), UInt8(ascii: "\n"): break
        default: buffer.append(UInt8(ascii: ","))
        }
    }

    private mutating func appendASCII(_ text: String) {
        var text = text
        text.withUTF8 { utf8 in unsafe buffer.append(utf8) }
    }

    private mutating func appendQuoted(_ text: String) {
        buffer.append(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { utf8 in
            if unsafe !escapesHTML && JSONWriter.isPlain(utf8) {
                unsafe buffer.append(utf8)
            } else {
                unsafe JSONWriter.escape(utf8, html: escapesHTML, into: &buffer)
            }
        }
        buffer.append(UInt8(ascii: "\""))
    }
}
