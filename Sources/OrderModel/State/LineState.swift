public import OMSMessages

/// A line of the order, keyed by its number; a line absent from a later snapshot stays. See ``LineFields`` for what it has.
public struct LineState: SharedRecord {
    public private(set) var shared: Shared<LineFields>

    var fields: LineFields {
        get { shared.value }
        _modify { yield &shared.value }
    }

    public init(lineNumber: Int) { shared = Shared(LineFields(lineNumber: lineNumber)) }

    /// Whether the line is the shipping charge, which is no product.
    public var isShipping: Bool { self.productType.value?.normalized == "SHIPPING" || self.id.value == "SHIPPING" }
}

/// What is known of a line of the order.
public struct LineFields: Hashable, Sendable {
    public let lineNumber: Int
    /// The stamp of the newest message that spoke of it; see ``Latest``.
    public internal(set) var base: Stamp?
    public internal(set) var id = Latest<String>()
    public internal(set) var parentLineNumber = Latest<Int>()
    public internal(set) var originalLineNumber = Latest<Int>()
    public internal(set) var productType = Latest<Code>()
    public internal(set) var sku = Latest<String>()
    public internal(set) var quantity = Latest<Int>()
    public internal(set) var productName = Latest<String>()
    public internal(set) var imageURL = Latest<String>()
    public internal(set) var productURL = Latest<String>()
    public internal(set) var shippingAddressReference = Latest<String>()
    public internal(set) var paymentReference = Latest<String>()
    public internal(set) var amount = Latest<Price>()
    public internal(set) var payments = Latest<[LinePayment]>()
    public internal(set) var promiseDeliveryDate = Latest<Timestamp>()
    public internal(set) var preOrderStreetDate = Latest<Timestamp>()
    public internal(set) var customAttributes = Latest<[CustomAttribute]>()
    public internal(set) var status = CurrentStatus()
    /// Latched: a snapshot once said `SHIPPED`.
    public internal(set) var wasShipped = false
    /// Latched: a snapshot once said `CANCELLED`.
    public internal(set) var wasCancelled = false
    /// What the message folded last said was ordered, if it was the newest then.
    private var told = Aside<Shared<OrderLine.Fields>>()

    init(lineNumber: Int) { self.lineNumber = lineNumber }

    mutating func offer(_ line: OrderLine, orderDate: Timestamp?, at stamp: ArrivingStamp) {
        let offer = RecordOffer(stamp, to: base)
        // The same again: only how new it is can have changed, and that is the base.
        if told.note?.isIdentical(to: line.shared) != true {
            take(line, offer)
            told.note = offer.settles ? line.shared : nil
        }
        payments.take(line.payments.isEmpty ? nil : line.payments, offer)
        base = offer.base

        guard let code = line.status else { return }
        // What is held was latched when it came.
        if status.status != code { latch(code) }
        // A line has its own status date; absent, the order's.
        status.offer(
            code, reason: line.statusReason, date: line.statusDate ?? orderDate, in: .line, isCreation: stamp.isCreation
        )
    }

    private mutating func latch(_ code: Code) {
        switch code.normalized {
        case "SHIPPED": wasShipped = true
        case "CANCELLED", "FULLYCANCELLED": wasCancelled = true
        default: break
        }
    }

    private mutating func take(_ line: OrderLine, _ offer: RecordOffer) {
        id.take(line.id, offer)
        parentLineNumber.take(line.parentLineNumber, offer)
        originalLineNumber.take(line.originalLineNumber, offer)
        productType.take(line.productType, offer)
        sku.take(line.sku, offer)
        quantity.take(line.quantity, offer)
        productName.take(line.productName, offer)
        imageURL.take(line.imageURL, offer)
        productURL.take(line.productURL, offer)
        shippingAddressReference.take(line.shippingAddressReference, offer)
        paymentReference.take(line.paymentReference, offer)
        amount.take(line.amount, offer)
        promiseDeliveryDate.take(line.promiseDeliveryDate, offer)
        preOrderStreetDate.take(line.preOrderStreetDate, offer)
        customAttributes.take(line.customAttributes.isEmpty ? nil : line.customAttributes, offer)
    }
}
