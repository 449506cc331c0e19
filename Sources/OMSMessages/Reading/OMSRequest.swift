/// What one body holds: one message, or a JSON-RPC batch of them.
///
/// The OMS sends no batches (message reference, section 2.1); importers and tests may.
public enum OMSRequest: Hashable, Sendable {
    case single(OMSEnvelope)
    /// At least one element.
    case batch([BatchElement])

    /// One element of a batch: its place in the body and what it says about itself.
    public struct BatchElement: Hashable, Sendable {
        /// Where the element's bytes lie in the body; they are a message of their own.
        public var range: Range<Int>
        /// The element's envelope, whose `params` range counts from the start of the element.
        public var result: Result<OMSEnvelope, OMSMessageError>

        public init(range: Range<Int>, result: Result<OMSEnvelope, OMSMessageError>) {
            self.range = range
            self.result = result
        }
    }
}
