import Communications
import Markup
import OMSMessages
import OrderModel
import Projection

/// What a communication shows: its captured facts, in the words and forms of a locale, as variables for templates.
///
/// Whatever is missing is absent; nothing is guessed.
struct TemplateView {
    let kind: Kind
    let facts: Facts
    let communication: StoredCommunication
    let style: LocaleStyle
    let currency: String?
    let orderID: String
    let storeName: String
    /// All variables of the kind.
    private(set) var object = TemplateObject([:])

    init(_ communication: StoredCommunication, _ kind: Kind, shop: ShopDetails, style: LocaleStyle) {
        self.kind = kind
        self.communication = communication
        self.style = style
        facts = Facts(communication.facts)
        currency = facts.text("currency").map { $0.uppercased() }
        orderID = CleanText.line(communication.orderID)
        // The name at the time of the decision, should the shop have been renamed since.
        storeName = facts.text("shop_name") ?? CleanText.line(shop.name)
        object = common(shop).merging(own)
    }

    private var own: TemplateObject {
        switch kind {
        case .customer(.orderConfirmation): orderConfirmation
        case .customer(.shipmentConfirmation): shipmentConfirmation
        case .customer(.orderCancellation): orderCancellation
        case .customer(.returnAuthorized): returnAuthorized
        case .customer(.returnReceived): returnReceived
        case .customer(.refundTriggered): refundTriggered
        case .customerService: paymentException
        }
    }

    private func common(_ shop: ShopDetails) -> TemplateObject {
        var isForCustomer = false
        if case .customer = kind { isForCustomer = true }
        func lines(_ lines: [String]) -> TemplateValue {
            let lines = lines.map(CleanText.line).filter { !$0.isEmpty }
            return lines.isEmpty ? .absent : .text(lines.joined(separator: ", "))
        }
        return [
            "order_id": .text(orderID),
            "sales_channel": .text(CleanText.line(communication.salesChannel)),
            "customer_name": isForCustomer ? .optional(clean(communication.contact?.name)) : .absent,
            "order_link": .optional(facts.link("order_link")),
            "for_customer": .flag(isForCustomer),
            "store": .object([
                "name": .text(storeName), "address": lines(shop.address),
                "website": .optional(shop.website.flatMap(WebLink.checked)),
                "email": .optional(clean(shop.contactEmail)), "phone": .optional(clean(shop.contactPhone)),
                "return_address": lines(shop.returnAddress),
            ]),
        ]
    }

    private func clean(_ text: String?) -> String? {
        let text = text.map(CleanText.line) ?? ""
        return text.isEmpty ? nil : text
    }
}
