/// Turns bytes into typed messages: strict about JSON, tolerant about everything a message says.
///
/// Keep one reader for each worker: it reuses its buffers from message to message and belongs to one thread at a time.
/// Source of the tolerance: message reference, sections 2 and 3.
public final class OMSMessageReader {
    /// What a message may cost at most.
    public struct Limits: Hashable, Sendable {
        /// Nested containers; real messages have about 10.
        public var maximumDepth: Int
        /// Bytes of a whole body.
        public var maximumBytes: Int
        /// Values and member names of a whole body; 16 bytes of memory each.
        public var maximumNodes: Int

        public static let `default` = Limits()

        public init(maximumDepth: Int = 128, maximumBytes: Int = 8 << 20, maximumNodes: Int = 1_000_000) {
            self.maximumDepth = maximumDepth
            self.maximumBytes = maximumBytes
            self.maximumNodes = maximumNodes
        }
    }

    public init(limits: Limits = .default) {}

    /// Validates the whole message and reads what is needed to store, route and deduplicate it.
    public func envelope(of bytes: UnsafeRawBufferPointer) throws(OMSMessageError) -> OMSEnvelope { throw .tooLarge }

    /// Reads a whole message.
    public func message(from bytes: UnsafeRawBufferPointer) throws(OMSMessageError) -> OMSMessage { throw .tooLarge }

    /// Reads a body that holds one message or a batch of them; a batch may be nested one level deeper than a message.
    public func request(in bytes: UnsafeRawBufferPointer) throws(OMSMessageError) -> OMSRequest { throw .tooLarge }

    public func envelope(of bytes: [UInt8]) throws(OMSMessageError) -> OMSEnvelope { throw .tooLarge }
    public func message(from bytes: [UInt8]) throws(OMSMessageError) -> OMSMessage { throw .tooLarge }
    public func request(in bytes: [UInt8]) throws(OMSMessageError) -> OMSRequest { throw .tooLarge }
    public func envelope(of bytes: RawSpan) throws(OMSMessageError) -> OMSEnvelope { throw .tooLarge }
    public func message(from bytes: RawSpan) throws(OMSMessageError) -> OMSMessage { throw .tooLarge }
    public func request(in bytes: RawSpan) throws(OMSMessageError) -> OMSRequest { throw .tooLarge }
}
