internal import CSimdJSON

/// A parsed JSON document that can be read again and again; immutable, so that any thread may read it.
///
/// ```swift
/// let document = try JSONDocument(bytes)
/// let orderID = document.root["order"]?.string("id")
/// ```
@safe public final class JSONDocument: @unchecked Sendable {
    private let source: UnsafeMutableBufferPointer<UInt8>
    private let nodes: UnsafeMutableBufferPointer<csimdjson_node>

    /// Parses one whole document; to parse many, keep a ``JSONParser``.
    /// - Parameter bytes: UTF-8 text; copied.
    public convenience init(_ bytes: [UInt8], limits: JSONParser.Limits = .default) throws(JSONError) {
        let parser = JSONParser(limits: limits)
        try unsafe self.init(bytes.span.bytes, parser: parser)
    }

    /// Parses one whole document.
    public convenience init(_ text: String, limits: JSONParser.Limits = .default) throws(JSONError) {
        try self.init(Array(text.utf8), limits: limits)
    }

    private convenience init(_ bytes: RawSpan, parser: JSONParser) throws(JSONError) {
        let copied = try unsafe bytes.withUnsafeBytes {
            buffer throws(JSONError) in unsafe JSONDocument.copy(buffer, try parser.nodes(of: buffer))
        }
        unsafe self.init(source: copied.0, nodes: copied.1)
    }

    convenience init(copying bytes: UnsafeRawBufferPointer, nodes: UnsafeBufferPointer<csimdjson_node>) {
        let copied = unsafe JSONDocument.copy(bytes, nodes)
        unsafe self.init(source: copied.0, nodes: copied.1)
    }

    private init(source: UnsafeMutableBufferPointer<UInt8>, nodes: UnsafeMutableBufferPointer<csimdjson_node>) {
        unsafe self.source = source
        unsafe self.nodes = nodes
    }

    private static func copy(
        _ bytes: UnsafeRawBufferPointer, _ nodes: UnsafeBufferPointer<csimdjson_node>
    ) -> (UnsafeMutableBufferPointer<UInt8>, UnsafeMutableBufferPointer<csimdjson_node>) {
        let source = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: bytes.count)
        _ = unsafe source.initialize(from: bytes)
        let copy = UnsafeMutableBufferPointer<csimdjson_node>.allocate(capacity: nodes.count)
        _ = unsafe copy.initialize(from: nodes)
        return unsafe (source, copy)
    }

    deinit {
        unsafe source.deallocate()
        unsafe nodes.deallocate()
    }

    /// The outermost value.
    public var root: JSONValue {
        unsafe JSONValue(document: self, node: JSONNode(pointer: UnsafePointer(nodes.baseAddress!), source: bytes))
    }

    /// The node at a place in the list; valid as long as the document.
    func node(at index: Int) -> JSONNode {
        unsafe JSONNode(pointer: UnsafePointer(nodes.baseAddress!) + index, source: bytes)
    }

    /// Hands the document to `body` as the parser wants it, valid during the call.
    func withDocument<Result>(_ body: (UnsafePointer<csimdjson_document>) -> Result) -> Result {
        var document = unsafe csimdjson_document(
            nodes: UnsafePointer(nodes.baseAddress!), bytes: bytes, length: source.count)
        return unsafe withUnsafePointer(to: &document, body)
    }

    private var bytes: UnsafePointer<UInt8> { unsafe UnsafePointer(source.baseAddress!) }
}
