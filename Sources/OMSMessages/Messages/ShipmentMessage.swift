/// `customer_shipment_done`: goods left a source. Source: message reference, section 6.
public struct ShipmentMessage: Hashable, Sendable {
    public var orderID: String = ""
    public var storeID: String?
    public var shipmentRequestID: String?
    /// Deprecated on the wire; also read from the misspelt key `shimpent_id`; nil when blank.
    public var shipmentID: String?
    public var sourceID: String?
    public var method: Code?
    public var shipmentDate: Timestamp?
    public var items: [Item] = []
    public var packages: [Package] = []
    /// Delivery address; may hold an e-mail.
    public var address: Address?
    public init() {}

    /// One shipped line; there is no quantity on the wire.
    public struct Item: Hashable, Sendable {
        public var lineNumber: Int?
        public var lineID: String?
        public var itemType: Code?
        public var sku: String?
        public var name: String?
        public var imageURL: String?
        public var productURL: String?
        public var parentLineNumber: Int?
        public var price: Price?
        public var promotionsInfo: PromotionsInfo?
        public var status: Code?
        public var statusReason: Code?
        public var statusDate: Timestamp?
        public init() {}
    }

    /// One parcel; carrier and tracking belong to it and are all optional.
    public struct Package: Hashable, Sendable {
        public var id: String?
        /// Line numbers.
        public var items: [Int] = []
        public var carrier: String?
        public var trackingNumber: String?
        public var trackingLink: String?
        public var trackingComment: String?
        public var shippingLabelLink: String?
        public var details: Details?
        public var aggregatedItems: [AggregatedItem] = []
        public var customAttributes: [CustomAttribute] = []
        public init() {}

        /// The box: what it is called, how large and heavy it is.
        public struct Details: Hashable, Sendable {
            public var name: String?
            public var weight: ExactDecimal?
            public var weightUnit: String?
            public var length: ExactDecimal?
            public var width: ExactDecimal?
            public var height: ExactDecimal?
            public var dimensionsUnit: String?
            public init() {}
        }
    }

    /// How many of a sku are in a package.
    public struct AggregatedItem: Hashable, Sendable {
        public var aggregatedLineID: String?
        public var sku: String?
        public var quantity: Int?
        /// Line numbers, or on some senders line ids.
        public var orderLines: [Int] = []
        public init() {}
    }
}
