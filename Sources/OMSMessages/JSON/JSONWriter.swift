/// Writes JSON text into memory: members in the order given, commas set by itself, no white space.
///
/// Deterministic: the same calls give the same bytes. Every call with a name writes one member of the open object.
public struct JSONWriter {
    /// Whether `<`, `>`, `&`, U+2028 and U+2029 are escaped, so that the text may stand inside HTML.
    public let escapesHTML: Bool
    var buffer: ByteBuffer
    /// Whether a name or value that comes next follows another one.
    var isCommaDue = false

    public init(escapesHTML: Bool = false, reservingCapacity capacity: Int = 256) {
        self.escapesHTML = escapesHTML
        buffer = ByteBuffer(capacity: capacity)
    }

    /// How many bytes are written so far.
    public var count: Int { buffer.count }

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
    public mutating func removeAll() {
        buffer.removeAll()
        isCommaDue = false
    }

    // MARK: Containers

    public mutating func beginObject() { open(UInt8(ascii: "{")) }
    public mutating func endObject() { close(UInt8(ascii: "}")) }
    public mutating func beginArray() { open(UInt8(ascii: "[")) }
    public mutating func endArray() { close(UInt8(ascii: "]")) }

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

    private mutating func open(_ bracket: UInt8) {
        unsafe write(upTo: 1) { place in
            unsafe place[0] = bracket
            return 1
        }
        isCommaDue = false
    }

    private mutating func close(_ bracket: UInt8) {
        buffer.append(bracket)
        isCommaDue = true
    }

    // MARK: Names

    /// Writes the name of the next member.
    /// - Parameter name: plain text of the program, which needs no escapes.
    public mutating func key(_ name: StaticString) {
        guard !escapesHTML else { return key(named: name.description) }
        let count = name.utf8CodeUnitCount
        unsafe write(upTo: count + 3) { place in
            unsafe place[0] = UInt8(ascii: "\"")
            unsafe JSONWriter.copyName(name.utf8Start, count, to: place + 1)
            unsafe place[count + 1] = UInt8(ascii: "\"")
            unsafe place[count + 2] = UInt8(ascii: ":")
            return count + 3
        }
        isCommaDue = false
    }

    /// Writes the name of the next member, whatever its text.
    public mutating func key(named name: String) {
        value(name)
        buffer.append(UInt8(ascii: ":"))
        isCommaDue = false
    }

    // MARK: Values

    public mutating func null() { write("null") }
    public mutating func value(_ flag: Bool) { write(flag ? "true" : "false") }

    public mutating func value(_ text: String) {
        let utf8 = text.utf8Span
        unsafe utf8.span.withUnsafeBufferPointer { utf8 in unsafe write(quoted: utf8) }
    }

    public mutating func value(_ number: Int) {
        unsafe write(upTo: 20) { place in unsafe DecimalDigits.write(number, at: place) }
    }

    @inlinable
    public mutating func value(_ number: some BinaryInteger) {
        if let number = Int(exactly: number) { value(number) } else { value(large: String(number)) }
    }

    /// Writes the digits of a number that no `Int` holds.
    @usableFromInline
    mutating func value(large digits: String) { raw(digits.utf8) }

    /// Writes a decimal as text, since readers would turn a JSON number into binary floating point.
    public mutating func value(_ decimal: ExactDecimal) {
        unsafe decimal.withText(minimumPlaces: 0) { digits in unsafe write(quotedASCII: digits) }
    }

    /// Writes a moment as text, in UTC.
    public mutating func value(_ timestamp: Timestamp) {
        unsafe timestamp.withText(offset: 0, time: true) { text in unsafe write(quotedASCII: text) }
    }

    /// Writes a moment as text, with the offset it was given with.
    public mutating func value(local timestamp: Timestamp) {
        unsafe timestamp.withText(offset: Int(timestamp.offsetMinutes), time: true) { text in
            unsafe write(quotedASCII: text)
        }
    }

    /// Writes JSON text as it is.
    /// - Parameter json: exactly one valid JSON value, which is not checked.
    public mutating func raw(_ json: some Sequence<UInt8>) {
        unsafe write(upTo: 0) { _ in 0 }
        let done: Void? = json.withContiguousStorageIfAvailable { bytes in unsafe buffer.append(bytes) }
        if done == nil { for byte in json { buffer.append(byte) } }
    }

    /// Ends a line of newline-delimited JSON; the next value starts a new document.
    public mutating func newline() {
        buffer.append(UInt8(ascii: "\n"))
        isCommaDue = false
    }
}
