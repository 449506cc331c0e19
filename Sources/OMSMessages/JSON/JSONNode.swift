internal import CSimdJSON

/// One value of a parsed text, seen in place: two pointers, nothing copied.
///
/// Valid only as long as the parser's nodes and the source bytes are; so it never leaves a call of the reader, and
/// ``JSONValue`` keeps its document alive around each use.
@safe struct JSONNode {
    let pointer: UnsafePointer<csimdjson_node>
    let source: UnsafePointer<UInt8>

    enum Kind: UInt8 { case null, `false`, `true`, number, string, array, object, key }

    init(pointer: UnsafePointer<csimdjson_node>, source: UnsafePointer<UInt8>) {
        unsafe self.pointer = pointer
        unsafe self.source = source
    }

    private var node: csimdjson_node { unsafe pointer.pointee }

    // The parser makes no other kinds.
    var kind: Kind { unsafe unsafeBitCast(node.kind, to: Kind.self) }
    var isObject: Bool { node.kind == Kind.object.rawValue }
    var isArray: Bool { node.kind == Kind.array.rawValue }
    var hasEscapes: Bool { node.flags & UInt8(CSIMDJSON_HAS_ESCAPES) != 0 }
    /// Whether the text is surely ASCII before its escapes are decoded.
    var isASCII: Bool { node.flags & UInt8(CSIMDJSON_MAY_BE_WIDE) == 0 }
    /// Of a key: 1 + its place in the parser's names, 0 for another name.
    var symbol: UInt16 { node.symbol }

    /// How many values and names the value is made of, itself included.
    var nodeCount: Int { Int(node.span) }

    /// The node itself when it is an object; anything else counts as absent.
    var object: JSONNode? { isObject ? self : nil }

    /// The raw text: without the quotes for strings and keys.
    var raw: UnsafeBufferPointer<UInt8> {
        let node = node
        return unsafe UnsafeBufferPointer(start: source + Int(node.start), count: Int(node.end - node.start))
    }

    /// Where the value's JSON text lies in the source, quotes included.
    var range: Range<Int> {
        let node = node
        let quote = node.kind == Kind.string.rawValue || node.kind == Kind.key.rawValue ? 1 : 0
        return Int(node.start) - quote..<Int(node.end) + quote
    }

    /// The values of an array; a lone object that is not empty counts as an array of one; anything else as empty.
    var elements: Elements {
        let node = node
        if node.kind == Kind.array.rawValue {
            return unsafe Elements(current: pointer + 1, end: pointer + Int(node.span), source: source)
        }
        if node.kind == Kind.object.rawValue, node.span > 1 {
            return unsafe Elements(current: pointer, end: pointer + Int(node.span), source: source)
        }
        return unsafe Elements(current: pointer, end: pointer, source: source)
    }

    /// The members of an object in their order; none for anything else.
    var members: Members {
        let node = node
        let span = node.kind == Kind.object.rawValue ? Int(node.span) : 1
        return unsafe Members(current: pointer + 1, end: pointer + span, source: source)
    }

    @safe struct Elements: Sequence, IteratorProtocol {
        private var current: UnsafePointer<csimdjson_node>
        private let end: UnsafePointer<csimdjson_node>
        private let source: UnsafePointer<UInt8>

        init(
            current: UnsafePointer<csimdjson_node>, end: UnsafePointer<csimdjson_node>, source: UnsafePointer<UInt8>
        ) {
            unsafe self.current = current
            unsafe self.end = end
            unsafe self.source = source
        }

        mutating func next() -> JSONNode? {
            guard unsafe current < end else { return nil }
            defer { unsafe current += Int(current.pointee.span) }
            return unsafe JSONNode(pointer: current, source: source)
        }
    }

    @safe struct Members: Sequence, IteratorProtocol {
        private var current: UnsafePointer<csimdjson_node>
        private let end: UnsafePointer<csimdjson_node>
        private let source: UnsafePointer<UInt8>

        init(
            current: UnsafePointer<csimdjson_node>, end: UnsafePointer<csimdjson_node>, source: UnsafePointer<UInt8>
        ) {
            unsafe self.current = current
            unsafe self.end = end
            unsafe self.source = source
        }

        mutating func next() -> (key: JSONNode, value: JSONNode)? {
            guard unsafe current < end else { return nil }
            let key = unsafe JSONNode(pointer: current, source: source)
            let value = unsafe JSONNode(pointer: current + 1, source: source)
            unsafe current += 1 + Int((current + 1).pointee.span)
            return (key, value)
        }
    }

    /// The last member of that name.
    func member(_ name: UnsafeBufferPointer<UInt8>) -> JSONNode? {
        var found: JSONNode?
        for (key, value) in members {
            let raw = unsafe key.raw
            if key.hasEscapes {
                if unsafe key.unescaped({ text in unsafe bytesEqual(text, name) }) { found = value }
            } else if unsafe bytesEqual(raw, name) {
                found = value
            }
        }
        return found
    }
}

/// Whether two runs of bytes are the same, 32 and then eight bytes at a time.
func bytesEqual(_ lhs: UnsafeBufferPointer<UInt8>, _ rhs: UnsafeBufferPointer<UInt8>) -> Bool {
    guard lhs.count == rhs.count else { return false }
    let left = UnsafeRawBufferPointer(lhs)
    let right = UnsafeRawBufferPointer(rhs)
    func difference(at index: Int) -> UInt64 {
        unsafe left.loadUnaligned(fromByteOffset: index, as: UInt64.self)
            ^ right.loadUnaligned(fromByteOffset: index, as: UInt64.self)
    }
    var index = 0
    while index + 32 <= left.count {
        let first = difference(at: index) | difference(at: index + 8)
        guard first | difference(at: index + 16) | difference(at: index + 24) == 0 else { return false }
        index += 32
    }
    while index + 8 <= left.count {
        guard difference(at: index) == 0 else { return false }
        index += 8
    }
    if index < left.count, left.count >= 8 { return difference(at: left.count - 8) == 0 }
    while index < left.count {
        guard unsafe left[index] == right[index] else { return false }
        index += 1
    }
    return true
}
