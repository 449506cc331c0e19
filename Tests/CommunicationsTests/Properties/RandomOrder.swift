import OMSMessages

/// The messages of one invented order, in no order that matters: what the OMS might send, in all its spellings.
///
/// What the decision table exempts from order independence (section 2) is kept out where it contradicts itself (one return or
/// refund with two meanings) and is modelled by ``OrderOutcome`` where it is a matter of arrival.
struct RandomOrder {
    private var random: SeededGenerator
    private(set) var messages: [Wire] = []
    private let lines: [(number: Int, id: String, type: String, parent: Int?)]
    private let isDated: Bool
    /// Whether every snapshot describes every line, so that no further line ever appears.
    let describesAllLines: Bool

    /// - Parameter isDated: whether messages carry status dates.
    init(seed: Int, isDated: Bool = true) {
        random = SeededGenerator(seed: seed)
        self.isDated = isDated
        describesAllLines = random.chance(50)
        var lines: [(number: Int, id: String, type: String, parent: Int?)] = []
        let hasTwins = random.chance(30)
        for number in 1...random.number(1...4) {
            let type = random.pick(["PHYSICAL", "PHYSICAL", "physical", "VIRTUAL", "SERVICE"])
            lines.append((number, hasTwins ? "L1" : "L\(number)", type, nil))
        }
        if random.chance(20) {
            lines.append((8, "L8", "BUNDLE", nil))
            lines.append((9, "L9", "PHYSICAL", 8))
        }
        if random.chance(70) { lines.append((10, "SHIPPING", "SHIPPING", nil)) }
        self.lines = lines
        addSnapshots()
        for _ in 0..<random.pick([0, 0, 1, 2, 4]) { messages.append(.lineCancelled(random.pick(lines).id)) }
        for index in 0..<random.number(0...3) { addShipment(index) }
        let rmas = ["RMA-1", "RMA-2"].prefix(random.number(0...2))
        for rma in rmas { addReturn(rma) }
        if random.chance(30) { addBlindReturn() }
        for index in 0..<random.number(0...2) { addRefund(index, rmas: Array(rmas)) }
    }

    /// The messages as herald reads them from their JSON text.
    func read() throws -> [OMSMessage] {
        let reader = OMSMessageReader()
        return try messages.map { try reader.message(from: Array($0.text.utf8)) }
    }

    // MARK: Orders

    private static let statuses: [(String, [String?])] = [
        ("NEW", ["NEWFRONTEND", nil]), ("RECEIVED", ["IMPORTED"]), ("ON_HOLD", ["PENDING_REMORSE_TIME", nil]),
        ("APPROVED", [nil]), ("ERROR", ["VALIDATE_AUTH_FAIL", "CAPTUREFAILURE", "IMPORTFAIL", nil]),
        ("ERROR", ["CAPTUREFAILURE"]), ("LOGISTICS", ["READYTOSHIP"]), ("PICKREADY", [nil]),
        ("PARTIALLY_COMPLETE", [nil]), ("LOGISTICS_COMPLETE", ["FULLYSHIPPED", "FULLY_CANCELLED", nil]),
        ("Logistic Complete", [nil]), ("CANCELLED", ["CUSTOMERREQ", nil]), ("COMPLETE", ["FULLYSHIPPED", "CANCELLED"]),
        ("ABORTED", ["TEST", "FRAUD"]), ("SOMETHING_NEW", ["WHY_NOT", nil]),
    ]

    private mutating func addSnapshots() {
        let count = random.number(1...6)
        let hasErrors = random.chance(50)
        for index in 0..<count {
            var (status, reasons) = random.pick(RandomOrder.statuses)
            if hasErrors, random.chance(40) { (status, reasons) = ("ERROR", ["CAPTUREFAILURE", "VALIDATE_AUTH_FAIL"]) }
            let reason = random.pick(reasons).map { spelled($0) }
            let other = otherMembers(status)
            let stated = random.chance(92) ? spelled(status) : nil
            let described = describedLines()
            let date = date()
            messages.append(
                index == 0 && random.chance(80)
                    ? .created(stated, reason: reason, at: date, lines: described, and: other)
                    : .updated(stated, reason: reason, at: date, lines: described, and: other))
        }
    }

    private mutating func otherMembers(_ status: String) -> WireJSON {
        var other: WireJSON = [:]
        if random.chance(30) { other = other.with(["language": random.pick(["en_US", nil, .absent, "fr_FR"])]) }
        if random.chance(30) {
            let addresses: [WireJSON] = [
                ["reference": "A1", "city": "Bremen"], ["city": "Leer", "email": "blank@mail.example"],
                Wire.shipping.with(["email": "other@mail.example"]), ["reference": "", "city": "Emden"],
            ]
            other = other.with(["addresses": .list(random.subset(addresses))])
        }
        if random.chance(20) {
            other = other.with(["payments": .list([Wire.payment(method: "INVOICE", billing: "A2")])])
        }
        if random.chance(10) { other = other.with(["payments": []]) }
        if random.chance(10) { other = other.with(["custom_attributes": [["name": "a", "value": "1"]]]) }
        if random.chance(10) {
            // `status` as an object.
            other = other.with([
                "status": ["code": .text(spelled(status)), "name": random.pick(["Logistics Complete", "x", .absent])]
            ])
        }
        return other
    }

    private mutating func describedLines() -> [Line] {
        let described = describesAllLines ? lines : random.subset(lines, atLeast: 0)
        let isCancelled = random.chance(15)
        return described.map { line in
            var other: WireJSON = line.parent.map { ["parent_line_number": .text("\($0)")] } ?? [:]
            if random.chance(30) {
                let amount: WireJSON = [
                    "gross_amount": random.pick(["31.20", .number("31.2"), .number("1e1")]), "currency": "EUR",
                    "taxes": [["type": "VAT", "amount": "1.00", "rate": 19]],
                ]
                other = other.with(["amount": amount])
            }
            if random.chance(20) {
                let payments: WireJSON = [["status": "CAPTURED", "net_amount": "1.00", "gross_amount": "1.19"]]
                other = other.with(["payments": payments, "promise_delivery_date": .text(date() ?? feb(9))])
            }
            let status =
                random.chance(50)
                ? nil
                : spelled(
                    isCancelled
                        ? "CANCELLED"
                        : random.pick(["NEW", "ALLOCATED_SHIP", "SHIPPED", "CANCELLED", "CANCELLED", "RESOURCED"]))
            return Line(
                line.number, status, id: line.id, type: line.type, at: random.chance(50) ? date() : nil, and: other)
        }
    }

    // MARK: Shipments, returns, refunds

    private mutating func addShipment(_ index: Int) {
        let goods = random.subset(lines.map(\.number))
        let method = random.pick(["STANDARD", "STANDARD", "STS", "ISPU", "Pre_Shipped"])
        let id: String? = random.chance(60) ? "SR-\(index)" : nil
        var other: WireJSON = random.chance(50) ? ["shipment_id": .text("S-\(index)")] : ["shipment_id": ""]
        if random.chance(20) { other = other.with(["address": Wire.shipping]) }
        for _ in 0..<random.number(1...2) {
            var member = other
            if random.chance(30) { member = member.with(["packages": []]) }
            if random.chance(15) {
                let packages: WireJSON = [["items": .list(goods.map { .text("\($0)") }), "carrier": "Kuriro "]]
                member = member.with(["items": [], "packages": packages])
            }
            messages.append(.shipment(id, lines: goods, method: method, at: date(), and: member))
        }
    }

    private mutating func addReturn(_ rma: String) {
        let goods = random.subset(lines.map(\.number))
        for _ in 0..<random.number(1...4) {
            let code = random.pick(["REQUESTED", "Requested", "APPROVED", "RECEIVED", "CANCELLED", "REJECTED", "DRAFT"])
            let named = random.chance(50) ? goods : random.subset(goods)
            let condition = random.pick(["NOT_INSPECTED", "GOOD", "DAMAGED", nil])
            if random.chance(40) {
                let status: WireJSON = random.pick([.absent, .absent, ["code": "APPROVED"], ["code": "REJECTED"]])
                messages.append(
                    .returnReceived(
                        rma: rma, lines: named, condition: condition, at: date(), and: ["status": status]))
            } else {
                messages.append(
                    .returnUpdated(spelled(code), rma: rma, lines: named, condition: condition, at: date()))
            }
        }
    }

    private mutating func addBlindReturn() {
        let goods = random.subset(lines.map(\.number))
        for _ in 0..<random.number(1...2) { messages.append(.returnReceived(rma: nil, lines: goods, at: date())) }
        // The RMA that turns out to be the same return.
        if random.chance(50) {
            messages.append(.returnUpdated("REQUESTED", rma: "RMA-B", lines: goods, at: date()))
            if random.chance(50) { messages.append(.returnReceived(rma: "RMA-B", lines: goods, at: date())) }
        }
    }

    private mutating func addRefund(_ index: Int, rmas: [String]) {
        let goods = random.subset(lines.map(\.number))
        // At most one without a number: two might have one identity and contradicting types.
        let note: String? = index > 0 || random.chance(70) ? "CN-\(index)" : nil
        let type = random.pick([nil, nil, "Return", "CANCELED", "appeasement", "GOODWILL"])
        let rma = random.chance(40) ? rmas.first : nil
        for _ in 0..<random.number(1...3) {
            let code = random.pick(["PENDING RELEASE", "RELEASED", "CANCELLED", "REQUESTED"])
            let stated = random.chance(70) ? type : nil
            let refunded = goods.map { number -> WireJSON in
                ["order_line": .text("\(number)"), "payments": [["details": ["cost_gross": .text("\(number).50")]]]]
            }
            let status: WireJSON = ["code": .text(spelled(code)), "date": WireJSON(day())]
            messages.append(
                .refund(
                    code, note: note, type: stated.map { spelled($0) }, rma: random.chance(70) ? rma : nil,
                    at: "2026-02-07", and: ["lines": .list(refunded), "status": status]))
        }
    }

    // MARK: Spellings

    /// One of a few moments, so that equal dates are frequent; the same instant may carry another offset.
    private mutating func date() -> String? {
        guard isDated else { return nil }
        let day = random.number(2...6)
        return random.pick([
            feb(day), feb(day), "2026-02-0\(day)T11:00:00+01:00", "2026-02-0\(day) 10:00:00", feb(day, "10:30"),
        ])
    }

    private mutating func day() -> String? { isDated ? "2026-02-0\(random.number(5...8))" : nil }

    private mutating func spelled(_ code: String) -> String {
        switch random.number(0...5) {
        case 0: code.lowercased()
        case 1: code.replacing("_", with: " ")
        case 2: code.replacing("_", with: "")
        case 3: " " + code
        default: code
        }
    }
}
