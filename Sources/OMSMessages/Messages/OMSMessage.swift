/// One JSON-RPC message of the OMS, typed.
///
/// Decoding never refuses content: a member of an unexpected type counts as absent, an unknown method becomes
/// `Payload.other`. Only text that is no JSON-RPC request at all is refused, by ``OMSMessageReader``.
public struct OMSMessage: Hashable, Sendable {
    public var envelope: OMSEnvelope
    public var payload: Payload

    /// What the message says, by kind of message. Behind a reference, since the larger ones are costly to copy; a snapshot is one
    /// by itself.
    public enum Payload: Hashable, Sendable {
        /// A full snapshot of an order (`created` or `updated`).
        case order(OrderSnapshot)
        indirect case lineCancelled(LineCancelled)
        indirect case shipment(ShipmentMessage)
        /// `return_management.updated`.
        indirect case returnUpdated(ReturnMessage)
        /// `return_management.received`.
        indirect case returnReceived(ReturnMessage)
        indirect case refund(RefundMessage)
        /// A `*.reported` message, an unknown method, or a known method whose argument is missing or no object.
        case other
    }

    public init(envelope: OMSEnvelope, payload: Payload) {
        self.envelope = envelope
        self.payload = payload
    }
}

/// What a message says about itself before its content is read: enough to store, route and deduplicate it.
public struct OMSEnvelope: Hashable, Sendable {
    public var method: OMSMethod
    /// The JSON text of `id` (quotes included for a string), so that `1` and `"1"` differ; nil when absent or null, and from
    /// a reader whose messages nobody answers.
    public var rpcID: String?
    /// `id` as a person reads it (quotes removed); nil when absent or null.
    public var messageID: String?
    /// The tenant name beside `method`, if any.
    public var client: String?
    /// The order the message belongs to; nil when it names none.
    public var orderID: String?
    /// The sales channel the message names without doubt; nil for `line_cancelled`, a null `store`, and a refund that
    /// has only `store_id` (see ``RefundMessage/storeID``).
    public var salesChannel: String?
    /// Where the bytes of `params` lie in the message; empty when absent.
    public var params: Range<Int>

    public init(
        method: OMSMethod, rpcID: String? = nil, messageID: String? = nil, client: String? = nil,
        orderID: String? = nil, salesChannel: String? = nil, params: Range<Int> = 0..<0
    ) {
        self.method = method
        self.rpcID = rpcID
        self.messageID = messageID
        self.client = client
        self.orderID = orderID
        self.salesChannel = salesChannel
        self.params = params
    }
}
