import Communications

// The variables that each kind offers. `TemplateView` fills them; a test compares the two for every kind and variant.
extension TemplateSchema {
    /// The variables of a part of a kind.
    static func variables(of kind: Kind, in form: ContentForm) -> TemplateSchema {
        let own =
            switch kind {
            case .customer(.orderConfirmation): orderConfirmation
            case .customer(.shipmentConfirmation): shipmentConfirmation
            case .customer(.orderCancellation): orderCancellation
            case .customer(.returnAuthorized): returnAuthorized
            case .customer(.returnReceived): returnReceived
            case .customer(.refundTriggered): refundTriggered
            case .customerService: paymentException
            }
        return form == .html ? common + own + page : common + own
    }

    /// What every kind knows.
    private static let common = TemplateSchema([
        "order_id": .text,
        "sales_channel": .text,
        "customer_name": .optionalText,
        "order_link": .link,
        "store": .group(store),
        "for_customer": .flag,
    ])

    /// The letterhead, from configuration.
    private static let store = TemplateSchema([
        "name": .text, "address": .optionalText, "website": .link, "email": .optionalText, "phone": .optionalText,
        "return_address": .optionalText,
    ])

    /// What only a page of HTML has.
    private static let page = TemplateSchema([
        "language": .text, "direction": .text, "start": .text, "end": .text, "subject": .text,
    ])

    /// What a layout gets besides.
    static let layout = TemplateSchema(["content": .markup, "structured_data": .optionalMarkup])

    /// A list of goods, and what follows below it.
    static let items = TemplateSchema([
        "lines": .list(line), "more": .count, "has_amounts": .flag, "shipping": .optionalText, "total": .optionalText,
    ])

    private static let line = TemplateSchema([
        "name": .text, "sku": .optionalText, "quantity": .text, "amount": .optionalText, "cancelled": .flag,
        "expected_on": .optionalText, "backordered": .flag, "reason": .optionalText, "condition": .optionalText,
    ])

    private static let orderConfirmation = TemplateSchema([
        "items": .object(items), "has_backorder": .flag, "remorse_until": .optionalText,
    ])

    private static let shipmentConfirmation = TemplateSchema([
        "shipped_on": .optionalText,
        "items": .object(items),
        "packages": .list(package),
        "several_packages": .count,
        "address": .object(address),
        "shipment_link": .link,
        "is_partial": .flag,
        "is_complete": .flag,
        "remaining": .count,
        "total_items": .count,
        "remaining_items": .object(items),
    ])

    private static let package = TemplateSchema([
        "number": .text, "of": .text, "is_one_of_several": .flag, "carrier": .optionalText,
        "tracking_number": .optionalText, "tracking_link": .link, "comment": .optionalText, "items": .object(items),
    ])

    private static let address = TemplateSchema(["lines": .list(TemplateSchema(["text": .text]))])

    private static let paymentException = TemplateSchema([
        "is_repeated": .flag,
        "occurrence": .optionalText,
        "status": .optionalText,
        "reason": .optionalText,
        "amount": .optionalText,
        "ordered_at": .optionalText,
        "age": .object(TemplateSchema(["hours": .count, "days": .count, "minutes": .flag])),
        "contact": .object(
            TemplateSchema(["name": .optionalText, "email": .optionalText, "phone": .optionalText])),
        "payment": .object(
            TemplateSchema([
                "method": .object(paymentMethod), "gateway": .optionalText, "account": .optionalText,
                "transaction": .optionalText,
            ])),
        "service_link": .link,
    ])

    private static let orderCancellation = TemplateSchema([
        "items": .object(items), "no_money_taken": .flag, "refund_started": .flag, "refund_follows": .flag,
        "refund_days": .count,
    ])

    private static let returnAuthorized = TemplateSchema([
        "return_id": .optionalText, "carrier": .optionalText, "tracking_number": .optionalText,
        "tracking_link": .link, "label_link": .link, "items": .object(items),
    ])

    private static let returnReceived = TemplateSchema([
        "return_id": .optionalText, "is_partial": .flag, "is_checked": .flag, "accepted": .object(items),
        "poor": .object(items), "missing": .object(items),
    ])

    private static let refundTriggered = TemplateSchema([
        "refund_id": .optionalText, "amount": .optionalText, "return_id": .optionalText,
        "payment_method": .object(paymentMethod), "refund_days": .count, "is_return": .flag, "is_cancellation": .flag,
        "is_appeasement": .flag, "items": .object(items),
    ])

    /// A way of paying: one of the flags, for words of the language, or a name.
    static let paymentMethod = TemplateSchema([
        "card": .flag, "paypal": .flag, "transfer": .flag, "debit": .flag, "invoice": .flag, "gift_card": .flag,
        "other": .optionalText,
    ])
}
