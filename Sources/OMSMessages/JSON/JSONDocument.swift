/// A parsed JSON document that can be read again and again; immutable, so that any thread may read it.
///
/// ```swift
/// let document = try JSONDocument(bytes)
/// let orderID = document.root["order"]?.string("id")
/// ```
public final class JSONDocument: Sendable {
    /// Parses one whole document.
    /// - Parameter bytes: UTF-8; copied.
    public convenience init(_ bytes: [UInt8]) throws(JSONError) { throw .tooLarge }
    public convenience init(_ text: String) throws(JSONError) { throw .tooLarge }

    /// The outermost value.
    public var root: JSONValue { JSONValue(document: self) }
    init() {}
}

/// One value of a document: a cheap reference that keeps the document alive.
public struct JSONValue: Sendable {
    let document: JSONDocument

    /// The sorts of JSON values.
    public enum Kind: Hashable, Sendable { case null, bool, number, string, array, object }

    public var kind: Kind { .null }
    public var isNull: Bool { kind == .null }

    /// The member of that name; of several the last; nil when there is none or this is no object.
    public subscript(_ name: String) -> JSONValue? { nil }
    /// The text of a string, escapes decoded; nil for any other kind.
    public var string: String? { nil }
    /// The number, when it is an integer that fits, or a string that holds one.
    public var int: Int? { nil }
    public var bool: Bool? { nil }
    /// The number, or a string that holds one.
    public var decimal: ExactDecimal? { nil }
    /// The moment that a string holds.
    public var timestamp: Timestamp? { nil }
    /// The JSON text of the value, as it stands in the document.
    public var raw: [UInt8] { [] }
    /// The elements of an array; none for any other kind.
    public var elements: [JSONValue] { [] }
    /// The members of an object in their order; none for any other kind.
    public var members: [(name: String, value: JSONValue)] { [] }

    public func string(_ name: String) -> String? { self[name]?.string }
    public func int(_ name: String) -> Int? { self[name]?.int }
    public func bool(_ name: String) -> Bool? { self[name]?.bool }
    public func decimal(_ name: String) -> ExactDecimal? { self[name]?.decimal }
    public func timestamp(_ name: String) -> Timestamp? { self[name]?.timestamp }
    public func elements(_ name: String) -> [JSONValue] { self[name]?.elements ?? [] }
}
