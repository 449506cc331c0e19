internal import CSimdJSON

extension JSONNode {
    /// Whether this value is spelled byte for byte as another one of the document after which this one's was parsed.
    func isSame(as other: JSONNode) -> Bool {
        if unsafe pointer.pointee.flags & UInt8(CSIMDJSON_TAKEN) != 0,
            unsafe UInt32(pointer.pointee.symbol) == other.pointer.pointee.start
        {
            return true
        }
        return kind == other.kind && (unsafe bytesEqual(raw, other.raw))
    }

    /// Whether two keys are the same name.
    func isSameName(as other: JSONNode) -> Bool {
        if symbol != 0 || other.symbol != 0 { return symbol == other.symbol }
        return unsafe bytesEqual(raw, other.raw)
    }

    /// Whether this is another node, even if it says the same.
    func isNot(_ other: JSONNode) -> Bool { unsafe pointer != other.pointer }

    /// A null that stands in no document: what an absent member says.
    static var null: JSONNode { unsafe constantNull }

    // Safety: nothing ever writes to it.
    nonisolated(unsafe) private static let constantNull = JSONNode(constant: CSIMDJSON_NULL)

    private init(constant kind: Int) {
        // Made once and never freed.
        let node = UnsafeMutablePointer<csimdjson_node>.allocate(capacity: 1)
        unsafe node.initialize(
            to: csimdjson_node(start: 0, end: 0, span: 1, symbol: 0, kind: UInt8(kind), flags: 0))
        let source = UnsafeMutablePointer<UInt8>.allocate(capacity: 1)
        unsafe source.initialize(to: 0)
        unsafe self.init(pointer: UnsafePointer(node), source: UnsafePointer(source))
    }
}
