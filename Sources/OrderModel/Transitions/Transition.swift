public import OMSMessages

/// A named difference between the state of an order before and after one message.
///
/// The first seven cases trigger communications (decision table, section 3, in its order); the others only tell the story.
public enum Transition: Hashable, Sendable {
    /// Unknown or incomplete → placed: the first snapshot.
    case orderPlaced
    /// A shipment: absent → handed over.
    case shipmentHandedOver(shipmentID: String)
    /// The number of unbroken runs of (`ERROR`, reason) grew to `runs`.
    case errorRunBegan(reason: String, runs: Int, isStale: Bool)
    /// *Logistics complete* and *cancelled* became both true.
    case orderCancelled
    /// The set of authorised lines of a return grew by `lines`.
    case returnAuthorized(returnID: String, lines: [Int], isStale: Bool)
    /// The set of received lines of a return grew by `lines`.
    case returnReceived(returnID: String, lines: [Int])
    /// A refund: absent or other → started.
    case refundStarted(refundID: String)

    case statusChanged(from: Code?, to: Code, reason: Code?)
    case linesShipped([Int])
    case linesCancelled([Int])
    case testOrderRecognized
    case returnStatusChanged(returnID: String, from: Code?, to: Code)
    case refundStatusChanged(refundID: String, from: Code?, to: Code)

    /// Whether it is one of those that trigger communications.
    public var callsForCommunication: Bool {
        switch self {
        case .orderPlaced, .shipmentHandedOver, .errorRunBegan, .orderCancelled, .returnAuthorized, .returnReceived,
            .refundStarted:
            true
        case .statusChanged, .linesShipped, .linesCancelled, .testOrderRecognized, .returnStatusChanged,
            .refundStatusChanged:
            false
        }
    }
}
