internal import CSimdJSON

/// Parses JSON documents one after the other and reuses its buffers; belongs to one thread at a time.
///
/// Strict by RFC 8259: bad UTF-8, escapes, literals, numbers and control characters are errors, wherever they stand. A
/// byte order mark is skipped. Of members with one name the last counts, as in PostgreSQL's `jsonb`.
@safe public final class JSONParser {
    /// What a document may cost at most.
    public struct Limits: Hashable, Sendable {
        /// Nested containers; real messages have about 10.
        public var maximumDepth: Int
        /// Bytes of the whole text.
        public var maximumBytes: Int
        /// Values and member names of the whole text; each takes 16 bytes of memory.
        public var maximumNodes: Int

        public static let `default` = Limits()

        public init(maximumDepth: Int = 128, maximumBytes: Int = 8 << 20, maximumNodes: Int = 1_000_000) {
            self.maximumDepth = maximumDepth
            self.maximumBytes = maximumBytes
            self.maximumNodes = maximumNodes
        }
    }

    public let limits: Limits
    private let handle: OpaquePointer?

    public convenience init(limits: Limits = .default) { self.init(limits: limits, names: []) }

    /// - Parameter names: member names that nodes carry as a symbol, 1 for the first.
    init(limits: Limits, names: [String]) {
        self.limits = limits
        // Names are handed over as C strings, which live in one buffer until the call returns; C copies them.
        let text = names.flatMap { Array($0.utf8CString) }
        unsafe handle = unsafe text.withUnsafeBufferPointer { buffer in
            var pointers: [UnsafePointer<CChar>?] = unsafe []
            var offset = 0
            for name in names {
                unsafe pointers.append(buffer.baseAddress! + offset)
                offset += name.utf8.count + 1
            }
            return unsafe csimdjson_parser_create(
                UInt32(clamping: min(max(limits.maximumDepth, 1), 100_000)), UInt32(clamping: limits.maximumNodes),
                UInt64(clamping: limits.maximumBytes), pointers, names.count)
        }
    }

    deinit { unsafe csimdjson_parser_destroy(handle) }

    /// Parses one whole document and copies what is needed to read it later.
    public func parse(_ bytes: UnsafeRawBufferPointer) throws(JSONError) -> JSONDocument {
        let nodes = try unsafe nodes(of: bytes)
        return unsafe JSONDocument(copying: bytes, nodes: nodes)
    }

    /// Parses one whole document and copies what is needed to read it later.
    public func parse(_ bytes: [UInt8]) throws(JSONError) -> JSONDocument {
        try unsafe bytes.span.bytes.withUnsafeBytes { buffer throws(JSONError) in try unsafe parse(buffer) }
    }

    /// The root of the document in `bytes`; valid until the next call and as long as `bytes`.
    /// - Parameters:
    ///   - symbolDepth: how many containers deep keys get their symbol.
    ///   - earlier: a document much like this one, whose nodes have symbols as deep.
    func root(
        of bytes: UnsafeRawBufferPointer, symbolDepth: UInt32, after earlier: KeptDocument? = nil
    ) throws(JSONError) -> JSONNode {
        let nodes =
            if let earlier, !earlier.isEmpty {
                try unsafe nodes(from: earlier.withDocument { unsafe parse(bytes, symbolDepth, $0) })
            } else {
                try unsafe nodes(from: parse(bytes, symbolDepth, nil))
            }
        return unsafe JSONNode(
            pointer: nodes.baseAddress!, source: bytes.baseAddress!.assumingMemoryBound(to: UInt8.self))
    }

    func nodes(
        of bytes: UnsafeRawBufferPointer, symbolDepth: UInt32 = 0, after earlier: JSONDocument? = nil
    ) throws(JSONError) -> UnsafeBufferPointer<csimdjson_node> {
        if let earlier {
            return try unsafe nodes(from: earlier.withDocument { unsafe parse(bytes, symbolDepth, $0) })
        }
        return try unsafe nodes(from: parse(bytes, symbolDepth, nil))
    }

    /// Exchanges the nodes of the last parse for a buffer that later ones may use.
    func exchangeNodes(_ nodes: inout UnsafeMutablePointer<csimdjson_node>?, _ capacity: inout Int) {
        guard let handle = unsafe handle else { return }
        unsafe csimdjson_parser_exchange_nodes(handle, &nodes, &capacity)
    }

    private func parse(
        _ bytes: UnsafeRawBufferPointer, _ symbolDepth: UInt32, _ earlier: UnsafePointer<csimdjson_document>?
    ) -> csimdjson_result {
        guard let handle = unsafe handle else {
            return unsafe csimdjson_result(nodes: nil, count: 0, status: CSIMDJSON_NO_MEMORY, error_offset: -1)
        }
        let start = unsafe bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
        return unsafe csimdjson_parse(handle, start, bytes.count, symbolDepth, earlier)
    }

    private func nodes(from result: csimdjson_result) throws(JSONError) -> UnsafeBufferPointer<csimdjson_node> {
        let offset = unsafe result.error_offset >= 0 ? Int(result.error_offset) : nil
        switch unsafe result.status {
        case CSIMDJSON_OK: return unsafe UnsafeBufferPointer(start: result.nodes, count: Int(result.count))
        case CSIMDJSON_EMPTY: throw .malformed(.empty, offset: offset)
        case CSIMDJSON_BAD_UTF8: throw .malformed(.invalidUTF8, offset: offset)
        case CSIMDJSON_CONTROL_CHARACTER: throw .malformed(.controlCharacter, offset: offset)
        case CSIMDJSON_UNCLOSED_STRING: throw .malformed(.unclosedString, offset: offset)
        case CSIMDJSON_BAD_ESCAPE: throw .malformed(.invalidEscape, offset: offset)
        case CSIMDJSON_BAD_NUMBER: throw .malformed(.invalidNumber, offset: offset)
        case CSIMDJSON_BAD_LITERAL: throw .malformed(.invalidLiteral, offset: offset)
        case CSIMDJSON_UNEXPECTED_END: throw .malformed(.unexpectedEnd, offset: offset)
        case CSIMDJSON_TRAILING: throw .malformed(.trailingText, offset: offset)
        case CSIMDJSON_TOO_DEEP: throw .tooDeep(limit: limits.maximumDepth)
        case CSIMDJSON_TOO_MANY_NODES, CSIMDJSON_TOO_LARGE, CSIMDJSON_NO_MEMORY: throw .tooLarge
        default: throw .malformed(.unexpectedCharacter, offset: offset)
        }
    }
}
