public import OMSMessages

/// A value that stands in the stored document of an order.
public protocol DocumentValue: Hashable, Sendable {
    /// Writes the value as JSON.
    func write(to json: inout JSONWriter)
    /// Writes the value as the member of that name.
    func write(as name: StaticString, to json: inout JSONWriter)
    /// Reads what ``write(to:)`` wrote; nil for anything else.
    init?(_ json: JSONValue)
    /// The value without what the document leaves out: a state in memory must equal the one restored from its document.
    var kept: Self { get }
    /// Whether `held` is what would be kept of this value.
    func isKept(as held: Self) -> Bool
    /// Whether ``kept`` leaves nothing out.
    var isKeptWhole: Bool { get }
    /// Whether taking over ``kept`` costs less than asking whether the same is held already.
    var isCheaplyKept: Bool { get }
}

extension DocumentValue {
    public func write(as name: StaticString, to json: inout JSONWriter) {
        json.key(name)
        write(to: &json)
    }
    public var kept: Self { self }
    public func isKept(as held: Self) -> Bool { held == self }
    public var isKeptWhole: Bool { true }
    public var isCheaplyKept: Bool { false }

    /// The value's JSON text: decides between two values of one date (see ``Latest``).
    var documentText: [UInt8] {
        var json = JSONWriter()
        write(to: &json)
        return json.bytes
    }
}

extension String: DocumentValue {
    public func write(to json: inout JSONWriter) { json.value(self) }
    public func write(as name: StaticString, to json: inout JSONWriter) { json.member(name, self) }
    public init?(_ json: JSONValue) {
        guard let text = json.string else { return nil }
        self = text
    }
}

extension Int: DocumentValue {
    public func write(to json: inout JSONWriter) { json.value(self) }
    public init?(_ json: JSONValue) {
        guard let number = json.int else { return nil }
        self = number
    }
}

extension Code: DocumentValue {
    public func write(to json: inout JSONWriter) { json.value(raw) }
    public func write(as name: StaticString, to json: inout JSONWriter) { json.member(name, raw) }
    public init?(_ json: JSONValue) {
        guard let text = json.string else { return nil }
        self.init(text)
    }
}

extension Timestamp: DocumentValue {
    // With its offset: the wire's own account of the moment is kept.
    public func write(to json: inout JSONWriter) { json.value(local: self) }
    public init?(_ json: JSONValue) {
        guard let moment = json.timestamp else { return nil }
        self = moment
    }
}

extension Array: DocumentValue where Element: DocumentValue {
    public func write(to json: inout JSONWriter) {
        json.beginArray()
        for element in self { element.write(to: &json) }
        json.endArray()
    }
    public init?(_ json: JSONValue) {
        guard json.kind == .array else { return nil }
        self = json.elements.compactMap { Element($0) }
    }
    public var kept: [Element] { isKeptWhole ? self : map { $0.kept } }
    public var isKeptWhole: Bool {
        for index in indices where !self[index].isKeptWhole { return false }
        return true
    }
    // A list that is kept as it is, is shared.
    public var isCheaplyKept: Bool { isKeptWhole }
    public func isKept(as held: [Element]) -> Bool {
        guard count == held.count else { return false }
        for index in indices where !self[index].isKept(as: held[index]) { return false }
        return true
    }
}

extension JSONWriter {
    /// Writes a member only where there is a value: documents stay small.
    mutating func present(_ name: StaticString, _ value: (some DocumentValue)?) {
        value?.write(as: name, to: &self)
    }

    /// Writes an exact decimal where there is one.
    mutating func present(_ name: StaticString, decimal: ExactDecimal?) {
        if let decimal { member(name, decimal) }
    }

    /// Writes a list where it has members.
    mutating func present(_ name: StaticString, list: [some DocumentValue]) {
        if !list.isEmpty { present(name, list) }
    }

    /// Writes a latch where it has become true.
    mutating func present(_ name: StaticString, latch: Bool) {
        if latch { member(name, true) }
    }
}

extension JSONValue {
    /// Reads a member of a known type.
    func read<Value: DocumentValue>(_ name: String) -> Value? { self[name].flatMap { Value($0) } }
    /// Reads a list; an absent one is empty.
    func list<Value: DocumentValue>(_ name: String) -> [Value] { read(name) ?? [] }
    /// Reads a latch; an absent one is false.
    func latch(_ name: String) -> Bool { bool(name) ?? false }
}
