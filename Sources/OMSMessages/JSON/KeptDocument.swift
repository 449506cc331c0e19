internal import CSimdJSON

/// The text and the nodes of the document that a parser read last, kept for the next one to be read on top of it.
///
/// The nodes go over from the parser, which gets those of the document before for its next one: nothing but the text is copied.
@safe final class KeptDocument {
    // Safety of what is unchecked: a document belongs to one reader at a time, and nothing here calls back.
    @exclusivity(unchecked) private var nodes: UnsafeMutablePointer<csimdjson_node>?
    @exclusivity(unchecked) private var nodeCapacity = 0
    private var bytes: UnsafeMutablePointer<UInt8>
    private var byteCapacity = 4096
    private var count = 0

    init() {
        unsafe nodes = nil
        unsafe bytes = .allocate(capacity: byteCapacity)
    }

    deinit {
        unsafe csimdjson_nodes_destroy(nodes)
        unsafe bytes.deallocate()
    }

    /// Whether there is a document.
    var isEmpty: Bool { count == 0 }

    /// Takes over what a parser has just read.
    /// - Parameter text: the document's bytes.
    func keep(_ text: UnsafeRawBufferPointer, readBy parser: JSONParser) {
        unsafe parser.exchangeNodes(&nodes, &nodeCapacity)
        count = text.count
        if byteCapacity < count {
            unsafe bytes.deallocate()
            byteCapacity = max(count, byteCapacity * 2)
            unsafe bytes = .allocate(capacity: byteCapacity)
        }
        unsafe UnsafeMutableRawBufferPointer(start: bytes, count: count).copyMemory(from: text)
    }

    /// Forgets the document and keeps its memory.
    func forget() { count = 0 }

    /// A node of the parser's as it stands here, after ``keep(_:readBy:)``; valid until the next call of that.
    func node(_ node: JSONNode) -> JSONNode { unsafe JSONNode(pointer: node.pointer, source: UnsafePointer(bytes)) }

    /// Hands the document to `body` as the parser wants it, valid during the call.
    func withDocument<Result>(_ body: (UnsafePointer<csimdjson_document>) -> Result) -> Result {
        var document = unsafe csimdjson_document(nodes: nodes, bytes: bytes, length: count)
        return unsafe withUnsafePointer(to: &document, body)
    }
}
