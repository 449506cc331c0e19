/// Writes JSON text into a byte array: members in the order given, commas set by itself, no white space.
///
/// Deterministic: the same calls give the same bytes. Every call with a `key` writes one member of the open object.
public struct JSONWriter {
    /// What is written so far.
    public private(set) var bytes: [UInt8] = []
    /// Whether `<`, `>`, `&`, U+2028 and U+2029 are escaped, so that the text may stand inside HTML.
    public let escapesHTML: Bool

    public init(escapesHTML: Bool = false, reservingCapacity capacity: Int = 256) {
        self.escapesHTML = escapesHTML
        bytes.reserveCapacity(capacity)
    }

    /// The text as a string.
    public var text: String { String(decoding: bytes, as: UTF8.self) }

    /// Forgets everything written and keeps the memory.
    public mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

    // MARK: Containers

    public mutating func beginObject() {
        separate()
        bytes.append(UInt8(ascii: "{"))
    }

    public mutating func endObject() { bytes.append(UInt8(ascii: "}")) }

    public mutating func beginArray() {
        separate()
        bytes.append(UInt8(ascii: "["))
    }

    public mutating func endArray() { bytes.append(UInt8(ascii: "]")) }

    /// Writes an object whose members `body` writes.
    public mutating func object<Failure: Error>(_ body: (inout JSONWriter) throws(Failure) -> Void) throws(Failure) {
        beginObject()
        try body(&self)
        endObject()
    }

    /// Writes an array whose elements `body` writes.
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
        bytes.append(UInt8(ascii: ":"))
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

    public mutating func value(_ number: some BinaryInteger) {
        separate()
        appendASCII(number)
    }

    /// Writes a decimal as text, since readers would turn a JSON number into binary floating point.
    public mutating func value(_ decimal: ExactDecimal) { value(decimal.description) }

    /// Writes a moment as text, in UTC.
    public mutating func value(_ timestamp: Timestamp) { value(timestamp.rfc3339UTC) }

    /// Writes JSON text as it is.
    /// - Parameter json: exactly one valid JSON value, which is not checked.
    public mutating func raw(_ json: some Sequence<UInt8>) {
        separate()
        bytes.append(contentsOf: json)
    }

    /// Ends a line of newline-delimited JSON; the next value starts a new document.
    public mutating func newline() { bytes.append(UInt8(ascii: "\n")) }

    // MARK: Text

    /// Sets the comma before a name or value; what was written last tells whether one is due.
    private mutating func separate() {
        switch bytes.last {
        case nil, UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: ":"), UInt8(ascii: "\n"): break
        default: bytes.append(UInt8(ascii: ","))
        }
    }

    private mutating func appendASCII(_ text: String) { bytes.append(contentsOf: text.utf8) }

    private mutating func appendASCII(_ number: some BinaryInteger) {
        if let small = UInt64(exactly: number), small < 10 {
            bytes.append(UInt8(ascii: "0") + UInt8(small))
        } else {
            bytes.append(contentsOf: String(number).utf8)
        }
    }

    private mutating func appendQuoted(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { utf8 in unsafe JSONWriter.escape(utf8, html: escapesHTML, into: &bytes) }
        bytes.append(UInt8(ascii: "\""))
    }
}
