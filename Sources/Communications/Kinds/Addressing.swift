/// A kind together with whom it goes to. The pairing is in the type: a payment exception has nowhere to put a customer.
public enum Addressing: Hashable, Sendable {
    case customer(CustomerKind, CustomerContact?)
    case customerService(CustomerServiceKind, [CustomerServiceDesk])

    /// A kind of which it does not matter whom it goes to.
    init(nobodyAbout kind: Kind) {
        self =
            switch kind {
            case .customer(let kind): .customer(kind, nil)
            case .customerService(let kind): .customerService(kind, [])
            }
    }

    public var kind: Kind {
        switch self {
        case .customer(let kind, _): .customer(kind)
        case .customerService(let kind, _): .customerService(kind)
        }
    }
}

/// How a customer is reached, and where that was found. Source: decision table, section 5.
public struct CustomerContact: Hashable, Sendable {
    public var email: String?
    public var phone: String?
    public var name: String?
    public var source: Source

    /// The places an address is looked for, best first.
    public enum Source: String, Hashable, Sendable {
        /// The billing address of the payment transaction.
        case billing
        /// The shipment's own address.
        case shipment
        /// The shipping address of the lines.
        case shipping
        /// Any address with an e-mail: a guess, and recorded as one.
        case anyAddress = "any_address"
    }

    public init(email: String?, phone: String?, name: String?, source: Source) {
        self.email = email
        self.phone = phone
        self.name = name
        self.source = source
    }
}

/// An address of customer service; it comes from configuration alone.
public struct CustomerServiceDesk: Hashable, Sendable {
    public var address: String
    public init(address: String) { self.address = address }
}
