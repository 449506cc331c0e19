/// One JSON-RPC message of the sample world, with what a test wants to know about it.
public struct SampleMessage: Hashable, Sendable {
    /// The message as the OMS would send it: one line of JSON, no line break.
    public var json: [UInt8]
    /// The order it belongs to; empty for a message that names none.
    public var orderID: String
    /// The sales channel of that order, also where the message itself does not name it.
    public var channel: String
    public var method: String
    /// When the message arrives, in microseconds since 1970-01-01T00:00:00Z.
    public var time: Int64
    /// The lifecycle that produced it; nil in ``SampleDay``.
    public var lifecycle: Lifecycle?
    /// Whether it belongs to the exchange or reshipment order of a lifecycle, not to the first order.
    public var isOfChild: Bool
    /// Whether it repeats an earlier message of the same history.
    public var repetition: Repetition

    /// How a message repeats another one.
    public enum Repetition: Hashable, Sendable {
        case none
        /// The same bytes: a delivery that the bus retried.
        case exact
        /// The same method and params under a new JSON-RPC id: an event emitted again.
        case reemitted
    }
}
