import Communications
import OMSMessages

/// schema.org data for mail programs that show orders and parcels: `Order` and `ParcelDelivery`.
///
/// Only where every property is known that Gmail's reference calls required; a guess would show wrong things to a customer.
enum StructuredData {
    /// Long lists would make the mail longer than what Gmail shows.
    private static let maximumOffers = 50

    /// JSON for a `script` element: nothing in it can end the element, nor begin another. Nil where too little is known.
    static func json(of view: TemplateView) -> String? {
        var json = JSONWriter()
        switch view.kind {
        case .customer(.orderConfirmation):
            guard writeOrder(view, status: "OrderProcessing", to: &json) else { return nil }
        case .customer(.orderCancellation):
            guard writeOrder(view, status: "OrderCancelled", to: &json) else { return nil }
        case .customer(.shipmentConfirmation):
            guard writeParcels(view, to: &json) else { return nil }
        default: return nil
        }
        return embeddable(json.text)
    }

    /// JSON whose text has no character with a meaning in HTML. They occur in strings alone, where escapes mean the same.
    private static func embeddable(_ json: String) -> String {
        var result = ""
        result.reserveCapacity(json.utf8.count)
        for scalar in json.unicodeScalars {
            switch scalar.value {
            case 0x26, 0x27, 0x3C, 0x3E: result += "\\u00" + String(scalar.value, radix: 16)
            case 0x2028, 0x2029: result += "\\u" + String(scalar.value, radix: 16)
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    private static func writeOrder(_ view: TemplateView, status: String, to json: inout JSONWriter) -> Bool {
        let items = LineItem.merged(view.facts.list("lines"))
        guard let currency = view.currency, CurrencyCode.isCode(currency), let total = view.facts.amount("total"),
            let link = view.facts.link("order_link"), !view.storeName.isEmpty, !items.isEmpty,
            items.count <= maximumOffers, items.allSatisfy({ $0.amount != nil && $0.name != "…" })
        else { return false }
        json.object { json in
            json.member("@context", "https://schema.org")
            json.member("@type", "Order")
            write("Organization", named: view.storeName, as: "merchant", to: &json)
            write("Organization", named: view.storeName, as: "seller", to: &json)
            json.member("orderNumber", view.orderID)
            json.member("orderStatus", "https://schema.org/\(status)")
            json.member("priceCurrency", currency)
            json.member("price", total.money)
            json.member(
                "acceptedOffer",
                array: { json in
                    for item in items { writeOffer(item, currency, to: &json) }
                })
            json.member("url", link)
            json.member(
                "potentialAction",
                object: { json in
                    json.member("@type", "ViewAction")
                    json.member("target", link)
                })
        }
        return true
    }

    private static func writeOffer(_ item: LineItem, _ currency: String, to json: inout JSONWriter) {
        json.object { json in
            json.member("@type", "Offer")
            json.member(
                "itemOffered",
                object: { json in
                    json.member("@type", "Product")
                    json.member("name", item.name)
                    if let sku = item.sku { json.member("sku", sku) }
                })
            json.member("price", item.amount?.money)
            json.member("priceCurrency", currency)
            json.member(
                "eligibleQuantity",
                object: { json in
                    json.member("@type", "QuantitativeValue")
                    json.member("value", item.quantity)
                })
        }
    }

    static func write(_ type: String, named name: String, as member: StaticString, to json: inout JSONWriter) {
        json.member(
            member,
            object: { json in
                json.member("@type", type)
                json.member("name", name)
            })
    }
}
