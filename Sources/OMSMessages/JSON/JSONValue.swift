/// One value of a document: a cheap reference that keeps the document alive.
public struct JSONValue: @unchecked Sendable {
    private let document: JSONDocument
    private let node: JSONNode

    init(document: JSONDocument, node: JSONNode) {
        self.document = document
        self.node = node
    }

    /// The sorts of JSON values.
    public enum Kind: Hashable, Sendable { case null, bool, number, string, array, object }

    public var kind: Kind {
        read { node in
            switch node.kind {
            case .null: .null
            case .false, .true: .bool
            case .number: .number
            case .string, .key: .string
            case .array: .array
            case .object: .object
            }
        }
    }

    public var isNull: Bool { kind == .null }

    // MARK: Scalars

    /// The text of a string, escapes decoded, nothing trimmed; nil for any other kind.
    public var string: String? { read { $0.exactText } }
    /// An integer that fits, or a string that holds one.
    public var int: Int? { read { $0.integer } }
    /// `true` or `false`; nil for any other kind.
    public var bool: Bool? {
        read { $0.kind == .true ? true : $0.kind == .false ? false : nil }
    }
    /// A number, or a string that holds one.
    public var decimal: ExactDecimal? { read { $0.decimal } }
    /// The moment that a string holds.
    public var timestamp: Timestamp? { read { $0.timestamp } }
    /// The code that a string holds.
    public var code: Code? { read { $0.code } }
    /// The JSON text of the value, as it stands in the document.
    public var raw: [UInt8] {
        read { node in
            unsafe Array(UnsafeBufferPointer(start: node.source + node.range.lowerBound, count: node.range.count))
        }
    }

    // MARK: Containers

    /// The elements of an array; none for any other kind.
    public var elements: [JSONValue] {
        read { node in node.isArray ? node.elements.map { JSONValue(document: document, node: $0) } : [] }
    }

    /// The members of an object in their order; none for any other kind.
    public var members: [(name: String, value: JSONValue)] {
        read { node in
            node.members.map { ($0.key.exactText ?? "", JSONValue(document: document, node: $0.value)) }
        }
    }

    /// The member of that name, of several the last; nil when there is none or this is no object.
    public subscript(_ name: String) -> JSONValue? {
        member(name).map { JSONValue(document: document, node: $0) }
    }

    private func member(_ name: String) -> JSONNode? {
        var name = name
        return read { node in name.withUTF8 { bytes in unsafe node.member(bytes) } }
    }

    /// Nodes point into the document, which therefore must outlive every use of one.
    private func read<Result>(_ body: (JSONNode) -> Result) -> Result {
        withExtendedLifetime(document) { body(node) }
    }

    // MARK: Members of an object

    public func string(_ name: String) -> String? { read { _ in member(name)?.exactText } }
    public func int(_ name: String) -> Int? { read { _ in member(name)?.integer } }
    public func bool(_ name: String) -> Bool? { self[name]?.bool }
    public func decimal(_ name: String) -> ExactDecimal? { read { _ in member(name)?.decimal } }
    public func timestamp(_ name: String) -> Timestamp? { read { _ in member(name)?.timestamp } }
    public func code(_ name: String) -> Code? { read { _ in member(name)?.code } }
    public func elements(_ name: String) -> [JSONValue] { self[name]?.elements ?? [] }
}
