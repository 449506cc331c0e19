import OMSMessages

// Values as the locale writes them.
extension TemplateView {
    /// What is longer ends in "and … more".
    static let maximumLines = 500
    /// Packages of one shipment.
    static let maximumPackages = 100

    func text(_ name: String) -> TemplateValue { .optional(facts.text(name)) }

    func link(_ name: String) -> TemplateValue { .optional(facts.link(name)) }

    func flag(_ name: String) -> TemplateValue { .flag(facts.bool(name) == true) }

    func day(_ name: String) -> TemplateValue { .optional(facts.moment(name).map(style.date.day)) }

    func moment(_ name: String) -> TemplateValue { .optional(facts.moment(name).map(style.date.moment)) }

    func money(_ name: String) -> TemplateValue { .optional(facts.amount(name).map(money)) }

    func money(_ amount: ExactDecimal) -> String { style.money.text(amount, currency: currency) }

    /// A number of things with its plural; absent where it is not known, or none.
    func count(_ number: Int?) -> TemplateValue {
        guard let number, number > 0 else { return .absent }
        let isOne = style.singular.contains(number)
        return .object(["number": .text(String(number)), "one": .flag(isOne), "other": .flag(!isOne)])
    }

    /// Goods with what follows below them; absent where there are none.
    /// - Parameters:
    ///   - shipping: the fact that has the cost of shipping.
    ///   - total: the fact that has the sum.
    func items(_ lines: [Facts], shipping: String? = nil, total: String? = nil) -> TemplateValue {
        items(LineItem.merged(lines), shipping: shipping, total: total)
    }

    func items(_ items: [LineItem], shipping: String? = nil, total: String? = nil) -> TemplateValue {
        guard !items.isEmpty else { return .absent }
        return .object([
            "lines": .list(items.prefix(TemplateView.maximumLines).map(line)),
            "more": count(items.count - TemplateView.maximumLines),
            "has_amounts": .flag(items.contains { $0.amount != nil }),
            "shipping": shipping.map(money) ?? .absent,
            "total": total.map(money) ?? .absent,
        ])
    }

    private func line(_ item: LineItem) -> TemplateObject {
        [
            "name": .text(item.name),
            "sku": .optional(item.sku),
            "quantity": .text(String(item.quantity)),
            "amount": .optional(item.amount.map(money)),
            "cancelled": .flag(item.isCancelled),
            "expected_on": item.isCancelled ? .absent : .optional(item.expectedAt.map(style.date.day)),
            "backordered": .flag(item.isBackordered && item.expectedAt == nil && !item.isCancelled),
            "reason": .optional(item.reason),
            "condition": .optional(item.condition),
        ]
    }

    /// A way of paying: words of the language where the code is known, else the code as the OMS wrote it.
    func paymentMethod(_ name: String) -> TemplateValue {
        guard let method = facts.text(name) else { return .absent }
        let known = PaymentWord(code: method)
        return .object([
            "card": .flag(known == .card), "paypal": .flag(known == .paypal), "transfer": .flag(known == .transfer),
            "debit": .flag(known == .debit), "invoice": .flag(known == .invoice),
            "gift_card": .flag(known == .giftCard), "other": known == nil ? .text(method) : .absent,
        ])
    }
}

/// The ways of paying for which every language has a word. The codes are free text; these are common spellings.
enum PaymentWord: Hashable, Sendable {
    case card, paypal, transfer, debit, invoice, giftCard

    /// - Parameter code: compared in upper case, letters and digits alone.
    init?(code: String) {
        switch Code.normalize(code) {
        case "CREDITCARD", "CARD", "CC", "DEBITCARD", "VISA", "MASTERCARD", "AMEX", "CREDITORDEBITCARD": self = .card
        case "PAYPAL", "PAYPALEXPRESS": self = .paypal
        case "BANKTRANSFER", "TRANSFER", "WIRETRANSFER", "PREPAYMENT", "SEPACREDITTRANSFER": self = .transfer
        case "DIRECTDEBIT", "SEPADIRECTDEBIT", "SEPA", "ELV", "DEBIT": self = .debit
        case "INVOICE", "PURCHASEONACCOUNT", "KLARNAINVOICE": self = .invoice
        case "GIFTCARD", "GIFTCERTIFICATE", "VOUCHER", "STORECREDIT": self = .giftCard
        default: return nil
        }
    }
}
