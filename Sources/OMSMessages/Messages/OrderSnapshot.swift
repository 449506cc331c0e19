/// The whole order as `created` and `updated` carry it: always a full snapshot, never a difference.
///
/// Source: message reference, section 4. Every field but the id may be absent on the wire, whatever the specification says.
public struct OrderSnapshot: EditableSharedRecord {
    public var shared: Shared<Fields>

    public init(id: String = "") { shared = Shared(Fields(id: id)) }

    /// The members of the message's `order`.
    public struct Fields: Hashable, Sendable {
        public var id: String
        /// Parent of an exchange or reshipment order.
        public var originalOrderID: String?
        /// The sales channel.
        public var store: String?
        public var status: Code?
        public var statusReason: Code?
        /// `status.name` where `status` came as an object; it may prove *logistics complete* (decision table, section 2).
        public var statusName: Code?
        public var statusDate: Timestamp?
        public var ip: String?
        public var vatCountry: String?
        public var language: String?
        /// `FRONTEND`, `RE` for a reshipment, and others.
        public var origin: String?
        /// When the customer ordered; start of the remorse period.
        public var originDate: Timestamp?
        public var customerServiceAgent: String?
        public var giftMessage: String?
        public var customer: Customer?
        public var addresses: [Address] = []
        public var payments: [OrderPayment] = []
        public var lines: [OrderLine] = []
        public var customAttributes: [CustomAttribute] = []

        init(id: String) { self.id = id }
    }

    /// Who ordered. It carries no e-mail; that stands only in the addresses.
    public struct Customer: Hashable, Sendable {
        public var id: String?
        public var type: Code?
        public var segment: Code?
        public init(id: String? = nil, type: Code? = nil, segment: Code? = nil) {
            self.id = id
            self.type = type
            self.segment = segment
        }
    }
}

/// A name and value that the merchant attached; keyed by `name`.
public struct CustomAttribute: Hashable, Sendable {
    public var name: String
    public var value: String
    public init(name: String, value: String) {
        self.name = name
        self.value = value
    }
}

/// A postal address, with the e-mail and phone that belong to it.
public struct Address: EditableSharedRecord {
    public var shared: Shared<Fields>

    public init() { shared = Shared(Fields()) }

    /// An address as the message gives it.
    public struct Fields: Hashable, Sendable {
        /// What payments and lines refer to; nil when blank.
        public var reference: String?
        public var addressType: Code?
        public var firstName: String?
        public var lastName: String?
        public var address1: String?
        public var address2: String?
        public var city: String?
        public var state: String?
        public var zip: String?
        public var countryCode: String?
        public var phone: String?
        public var latitude: String?
        public var longitude: String?
        public var email: String?
        public var customAttributes: [CustomAttribute] = []

        init() {}
    }
}

/// A line of an order; `lineNumber` is its key, `id` may repeat.
///
/// What was ordered hardly ever changes and lies apart from how far it got, so that snapshots can share it.
public struct OrderLine: EditableSharedRecord {
    /// What was ordered.
    public var shared: Shared<Fields>
    public var status: Code?
    public var statusReason: Code?
    public var statusDate: Timestamp?
    /// Payment status of the line, where the OMS sends one (`CAPTURE_REQUESTED`, …).
    public var payments: [LinePayment] = []

    public init(lineNumber: Int) { shared = Shared(Fields(lineNumber: lineNumber)) }

    /// The members that say what was ordered, and how it is to reach whom.
    public struct Fields: Hashable, Sendable {
        public var lineNumber: Int
        public var id: String?
        public var originalLineNumber: Int?
        public var parentLineNumber: Int?
        public var parentLineID: String?
        /// The SHIPPING line that pays for this one's way.
        public var shippingLineNumber: Int?
        public var productType: Code?
        /// On a SHIPPING line the shipping method.
        public var sku: String?
        /// Absent: 1.
        public var quantity: Int?
        public var productName: String?
        public var imageURL: String?
        public var productURL: String?
        public var shippingAddressReference: String?
        public var paymentReference: String?
        public var amount: Price?
        public var promotionsInfo: PromotionsInfo?
        public var promiseDeliveryDate: Timestamp?
        public var preOrderStreetDate: Timestamp?
        /// The source that ships; deprecated on the wire in favour of `source_location`.
        public var sourceID: String?
        public var sourceLocation: String?
        public var pickupLocation: String?
        public var mandatoryPriceReview: Bool?
        /// Grows each time the line is sourced anew.
        public var totalSourceAllocations: Int?
        public var customAttributes: [CustomAttribute] = []

        init(lineNumber: Int) { self.lineNumber = lineNumber }
    }
}

/// What a line costs.
public struct Price: EditableSharedRecord {
    public var shared: Shared<Fields>

    public init() { shared = Shared(Fields()) }

    /// A price as the message gives it.
    public struct Fields: Hashable, Sendable {
        public var gross: ExactDecimal?
        public var net: ExactDecimal?
        public var tax: ExactDecimal?
        /// Percent, not a fraction.
        public var taxRate: ExactDecimal?
        public var taxes: [Tax] = []
        public var currency: String?

        init() {}
    }
}

/// One tax within a price, or within a part of a refund.
public struct Tax: Hashable, Sendable {
    public var type: String?
    public var amount: ExactDecimal?
    /// Percent, not a fraction.
    public var rate: ExactDecimal?
    public init() {}
}

/// What a line cost before promotions, and which applied.
public struct PromotionsInfo: Hashable, Sendable {
    public var originalPrice: ExactDecimal?
    public var promotions: [Promotion] = []
    public init() {}

    public struct Promotion: Hashable, Sendable {
        public var code: String?
        public var name: String?
        public var discount: ExactDecimal?
        public var percentage: ExactDecimal?
        public init() {}
    }
}

/// The part of a payment that falls on one line.
public struct LinePayment: Hashable, Sendable {
    public var paymentReference: String?
    public var gross: ExactDecimal?
    public var net: ExactDecimal?
    public var tax: ExactDecimal?
    public var taxRate: ExactDecimal?
    public var taxes: [Tax] = []
    public var currency: String?
    public var status: Code?
    public var statusDate: Timestamp?
    public init() {}
}

/// A payment of the order.
public struct OrderPayment: Hashable, Sendable {
    public var reference: String?
    public var currency: String?
    public var transactions: [Transaction] = []
    public init() {}

    /// One transaction; the OMS supports one an order.
    public struct Transaction: Hashable, Sendable {
        public var method: Code?
        public var submethod: Code?
        public var amount: ExactDecimal?
        public var billingAddressReference: String?
        public var gatewayID: String?
        public var gatewayAccount: String?
        public var transactionID: String?
        public var authorizationStatus: Code?
        public var originalAuthRequestID: String?
        public var paymentAccountUniqueID: String?
        public init() {}
    }
}
