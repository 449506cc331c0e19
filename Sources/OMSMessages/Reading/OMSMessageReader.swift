/// Turns bytes into typed messages: strict about JSON, tolerant about everything a message says.
///
/// Keep one reader for each worker: it reuses its buffers from message to message and belongs to one thread at a time.
/// Source of the tolerance: message reference, sections 2 and 3.
public final class OMSMessageReader {
    /// What a body may cost at most; a batch counts as one level of depth.
    public typealias Limits = JSONParser.Limits

    private let parser: JSONParser
    private let forAnswers: Bool
    /// The size of the largest body it was given, in bytes: what its buffers have grown to.
    private(set) var largestBody = 0

    /// - Parameters:
    ///   - unread: member names that are passed over wherever they stand, as if the message had none of them: what nobody asks
    ///     for need not be read.
    ///   - forAnswers: whether messages are to be answered; if not, they have no ``OMSEnvelope/rpcID``.
    public init(limits: Limits = .default, unread: Set<String> = [], forAnswers: Bool = true) {
        self.forAnswers = forAnswers
        // An empty name keeps the place of one that is passed over; no member that is read has it.
        let names = MessageField.bySymbol.map { unread.contains($0.rawValue) ? "" : $0.rawValue }
        parser = JSONParser(limits: limits, names: names)
    }

    /// Validates the whole message and reads what is needed to store, route and deduplicate it.
    public func envelope(of bytes: UnsafeRawBufferPointer) throws(OMSMessageError) -> OMSEnvelope {
        try OMSEnvelope.reading(unsafe root(of: bytes, symbolDepth: OMSEnvelope.depth)).envelope
    }

    /// Reads a whole message.
    public func message(from bytes: UnsafeRawBufferPointer) throws(OMSMessageError) -> OMSMessage {
        let (envelope, params) = try OMSEnvelope.reading(
            unsafe root(of: bytes, symbolDepth: .max), forAnswer: forAnswers)
        return OMSMessage(envelope: envelope, payload: OMSMessage.Payload(envelope.method, params: params))
    }

    /// Reads a whole message of an order of which an earlier snapshot may be known.
    ///
    /// The result is that of ``message(from:)``; only it costs less, since snapshots repeat one another.
    /// - Parameter memory: what is remembered of the order's snapshots; nil at first. A snapshot is remembered in it.
    public func message(
        from bytes: UnsafeRawBufferPointer, knowing memory: inout SnapshotMemory?
    ) throws(OMSMessageError) -> OMSMessage {
        let root = try unsafe root(of: bytes, symbolDepth: .max, after: memory?.document)
        let (envelope, params) = try OMSEnvelope.reading(root, forAnswer: forAnswers)
        let payload = OMSMessage.Payload(envelope.method, params: params, knowing: memory)
        if case .order(let snapshot) = payload, let node = params?.member(.order) {
            guard root.nodeCount <= SnapshotMemory.mostNodes else {
                memory = nil
                return OMSMessage(envelope: envelope, payload: payload)
            }
            // A memory that somebody else holds too stays as it is.
            if !isKnownUniquelyReferenced(&memory) { memory = SnapshotMemory() }
            unsafe memory!.remember(snapshot, at: node, in: bytes, readBy: parser)
        }
        return OMSMessage(envelope: envelope, payload: payload)
    }

    /// Reads a body that holds one message or a batch of them.
    ///
    /// An element of a batch that is no request fails alone; a body that is no JSON, or an empty batch, fails whole.
    public func request(in bytes: UnsafeRawBufferPointer) throws(OMSMessageError) -> OMSRequest {
        let root = try unsafe root(of: bytes, symbolDepth: OMSEnvelope.depth + 1)
        guard root.isArray else { return .single(try OMSEnvelope.reading(root).envelope) }
        let elements = root.elements.map { element in
            let range = element.range
            return OMSRequest.BatchElement(
                range: range,
                result: Result { () throws(OMSMessageError) in
                    try OMSEnvelope.reading(element, base: range.lowerBound).envelope
                })
        }
        guard !elements.isEmpty else { throw .notARequest(.emptyBatch) }
        return .batch(elements)
    }

    private func root(
        of bytes: UnsafeRawBufferPointer, symbolDepth: UInt32, after earlier: KeptDocument? = nil
    ) throws(OMSMessageError) -> JSONNode {
        largestBody = max(largestBody, bytes.count)
        do {
            return try unsafe parser.root(of: bytes, symbolDepth: symbolDepth, after: earlier)
        } catch {
            throw OMSMessageError(error)
        }
    }
}

extension OMSMessageReader {
    public func envelope(of bytes: RawSpan) throws(OMSMessageError) -> OMSEnvelope {
        try unsafe bytes.withUnsafeBytes { buffer throws(OMSMessageError) in try unsafe envelope(of: buffer) }
    }

    public func message(from bytes: RawSpan) throws(OMSMessageError) -> OMSMessage {
        try unsafe bytes.withUnsafeBytes { buffer throws(OMSMessageError) in try unsafe message(from: buffer) }
    }

    public func request(in bytes: RawSpan) throws(OMSMessageError) -> OMSRequest {
        try unsafe bytes.withUnsafeBytes { buffer throws(OMSMessageError) in try unsafe request(in: buffer) }
    }

    public func envelope(of bytes: [UInt8]) throws(OMSMessageError) -> OMSEnvelope {
        try unsafe envelope(of: bytes.span.bytes)
    }

    public func message(from bytes: [UInt8]) throws(OMSMessageError) -> OMSMessage {
        try unsafe message(from: bytes.span.bytes)
    }

    public func request(in bytes: [UInt8]) throws(OMSMessageError) -> OMSRequest {
        try unsafe request(in: bytes.span.bytes)
    }
}
