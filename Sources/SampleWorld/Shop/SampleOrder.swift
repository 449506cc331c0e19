/// The facts of one order that stay the same while it runs.
struct SampleOrder: Sendable {
    var id: String
    var channel: SalesChannel
    /// Parent of an exchange or reshipment order.
    var originalID: String?
    var origin = "FRONTEND"
    /// When the customer ordered, in microseconds since 1970.
    var placedAt: Int64
    var customerID: String
    var isGuest = false
    var buyer: Person
    /// Who gets the goods, where that is not the buyer.
    var recipient: Person?
    /// False: every address reference is blank, as some senders leave it.
    var hasReferences = true
    var payment: Payment
    /// Status of the payment on every line (`CAPTURE_REQUESTED`, `CAPTURED`), where the OMS reports one.
    var linePayment: LinePayment?
    var lines: [SampleLine] = []
    /// What this order's ids are derived from.
    var number: Int

    struct Payment: Sendable {
        var method: String
        var submethod: String
        var gateway: String
        var transaction: String
        var reference = "P1"
    }
    struct LinePayment: Sendable {
        var status: String
        var at: Int64
    }

    /// Numbers of the lines that are goods or services, not shipping costs.
    var goods: [Int] { lines.filter { $0.type != "SHIPPING" }.map(\.number) }
    /// The line that carries the shipping costs.
    var shippingLine: SampleLine? { lines.first { $0.type == "SHIPPING" } }
    var total: Int { lines.reduce(0) { $0 + $1.gross } }

    subscript(number: Int) -> SampleLine {
        get { lines[number - 1] }
        set { lines[number - 1] = newValue }
    }
}

/// The facts of one line that stay the same while the order runs; its number is its place, counted from 1.
struct SampleLine: Sendable {
    var number: Int
    var id: String
    var type: String
    var sku: String
    var name: String
    var quantity = 1
    /// Gross amount of the whole line in cents.
    var gross: Int
    /// Tenths of a percent.
    var taxRate: Int
    var parent: Int?
    var promisedFor: Int64?
    var streetDate: Int64?
    var allowsBackorder = false
    /// Discount in cents that is already taken off `gross`.
    var discount = 0

    var tax: Int { gross - net }
    var net: Int { SampleLine.net(ofGross: gross, taxRate: taxRate) }

    static func net(ofGross gross: Int, taxRate: Int) -> Int {
        (gross * 1000 + (1000 + taxRate) / 2) / (1000 + taxRate)
    }
}

/// What becomes of a line while the order runs.
struct LineState: Sendable {
    var status = "NEW"
    var reason = "INITIALORDER"
    var at: Int64
}
