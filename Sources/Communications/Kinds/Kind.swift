/// The eight kinds of communication, split by audience, so that one sort can never be addressed like the other.
///
/// Source: decision table, section 3; the seed's seven sections.
public enum Kind: Hashable, Sendable {
    case customer(CustomerKind)
    case customerService(CustomerServiceKind)

    /// All kinds, in the order of the decision table.
    public static let all: [Kind] = [
        .customer(.orderConfirmation), .customer(.shipmentConfirmation),
        .customerService(.paymentAuthorizationFailed), .customerService(.paymentCaptureFailed),
        .customer(.orderCancellation), .customer(.returnAuthorized), .customer(.returnReceived),
        .customer(.refundTriggered),
    ]

    /// The kind's name everywhere: database, API, configuration, templates.
    public var name: String {
        switch self {
        case .customer(let kind): kind.rawValue
        case .customerService(let kind): kind.rawValue
        }
    }

    /// Finds a kind by its name.
    public init?(name: String) {
        if let kind = CustomerKind(rawValue: name) {
            self = .customer(kind)
        } else if let kind = CustomerServiceKind(rawValue: name) {
            self = .customerService(kind)
        } else {
            return nil
        }
    }

    /// Who is told.
    public var audience: Audience {
        switch self {
        case .customer: .customer
        case .customerService: .customerService
        }
    }
}

/// What customers are told.
public enum CustomerKind: String, Hashable, Sendable, CaseIterable {
    case orderConfirmation = "order_confirmation"
    case shipmentConfirmation = "shipment_confirmation"
    case orderCancellation = "order_cancellation"
    case returnAuthorized = "return_authorized"
    case returnReceived = "return_received"
    case refundTriggered = "refund_triggered"
}

/// What only customer service is told: payment exceptions. There is no way to give one a customer's address.
///
/// Source: seed, "Payment Exceptions"; decision table, rule 3.
public enum CustomerServiceKind: String, Hashable, Sendable, CaseIterable {
    case paymentAuthorizationFailed = "payment_authorization_failed"
    case paymentCaptureFailed = "payment_capture_failed"
}

/// Who a communication is for.
public enum Audience: String, Hashable, Sendable, CaseIterable {
    case customer
    case customerService = "customer_service"
}
