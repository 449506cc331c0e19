/// The interactions of the OMS that herald knows by name; every other method is data too.
///
/// Source: message reference, section 1 (catalogue).
public enum OMSMethod: Hashable, Sendable {
    case orderCreated
    case orderUpdated
    case orderLineCancelled
    case customerShipmentDone
    case returnUpdated
    case returnReceived
    case refundUpdated
    /// A `*.reported` message: it restates the past and is never folded.
    case reported(String)
    /// Any other method: stored, shown on the timeline, changes nothing.
    case other(String)

    /// Makes the case for a method's text; letter case matters on the wire.
    public init(_ text: String) {
        switch text {
        case "magento.sales.order_management.created": self = .orderCreated
        case "magento.sales.order_management.updated": self = .orderUpdated
        case "magento.sales.order_management.line_cancelled": self = .orderLineCancelled
        case "magento.logistics.fulfillment_management.customer_shipment_done": self = .customerShipmentDone
        case "magento.postsales.return_management.updated": self = .returnUpdated
        case "magento.postsales.return_management.received": self = .returnReceived
        case "magento.postsales.refund_management.updated": self = .refundUpdated
        default: self = text.hasSuffix(".reported") ? .reported(text) : .other(text)
        }
    }

    /// The method as it stands in a message.
    public var text: String {
        switch self {
        case .orderCreated: "magento.sales.order_management.created"
        case .orderUpdated: "magento.sales.order_management.updated"
        case .orderLineCancelled: "magento.sales.order_management.line_cancelled"
        case .customerShipmentDone: "magento.logistics.fulfillment_management.customer_shipment_done"
        case .returnUpdated: "magento.postsales.return_management.updated"
        case .returnReceived: "magento.postsales.return_management.received"
        case .refundUpdated: "magento.postsales.refund_management.updated"
        case .reported(let text), .other(let text): text
        }
    }
}
