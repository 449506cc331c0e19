/// The lines of an order.
public struct LineTable: PageValue {
    public var rows: [Row]

    /// Nil without lines.
    public init?(_ rows: [Row]) {
        guard !rows.isEmpty else { return nil }
        self.rows = rows
    }

    public struct Row: PageValue {
        public var number: String
        public var name: String
        public var sku: String?
        public var quantity: String
        public var amount: String?
        public var status: Chip?
        /// What herald knows beyond the status.
        public var note: String?

        public init(number: Int, name: String, quantity: Int) {
            self.number = String(number)
            self.name = name
            self.quantity = String(quantity)
        }
    }
}

/// A shipment with its parcels.
public struct ShipmentCard: PageValue {
    public var id: String
    public var handover: String
    public var at: Moment?
    public var lines: String
    public var source: String?
    public var packages: [Package] = []

    public init(id: String, handover: String, lines: String) {
        self.id = id
        self.handover = handover
        self.lines = lines
    }

    public struct Package: PageValue {
        public var carrier: String
        public var tracking: String?
        /// A checked address of the web.
        public var link: String?
        public var lines: String

        public init(carrier: String, tracking: String?, link: String?, lines: String) {
            self.carrier = carrier
            self.tracking = tracking
            self.link = link
            self.lines = lines
        }
    }
}

/// A return.
public struct ReturnCard: PageValue {
    /// The id of its place on the page.
    public var anchor: String
    public var id: String
    public var rma: String?
    public var status: Chip?
    public var at: Moment?
    public var tracking: String?
    /// A checked address of the web.
    public var link: String?
    public var lines: [Line] = []
    public var refunds: [Fact] = []

    public init(anchor: String, id: String) {
        self.anchor = anchor
        self.id = id
    }

    public struct Line: PageValue {
        public var number: String
        public var sku: String?
        public var progress: String
        public var why: String?

        public init(number: Int, sku: String?, progress: String, why: String?) {
            self.number = String(number)
            self.sku = sku
            self.progress = progress
            self.why = why
        }
    }
}

/// The refunds of an order.
public struct RefundTable: PageValue {
    public var rows: [Row]

    /// Nil without refunds.
    public init?(_ rows: [Row]) {
        guard !rows.isEmpty else { return nil }
        self.rows = rows
    }

    public struct Row: PageValue {
        /// The id of its place on the page.
        public var anchor: String
        public var id: String
        public var status: Chip?
        public var at: Moment?
        public var amount: String?
        public var type: String
        public var why: String?
        /// The return it is for, with its place on the page.
        public var `return`: Fact?

        public init(anchor: String, id: String, type: String) {
            self.anchor = anchor
            self.id = id
            self.type = type
        }
    }
}
