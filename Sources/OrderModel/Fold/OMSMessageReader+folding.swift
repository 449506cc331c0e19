public import OMSMessages

extension OMSMessageReader {
    /// A reader for messages that are only folded: it passes over what the state of an order does not keep.
    ///
    /// The messages it gives fold to the same state as those of a reader that reads all.
    public static func forFolding() -> OMSMessageReader { OMSMessageReader(unread: unkept, forAnswers: false) }

    /// Names that stand only where nothing is kept; see the `kept` of each ``DocumentValue``.
    static let unkept: Set<String> = [
        // Orders
        "ip", "vat_country", "customer_service_agent", "gift_message", "segment", "latitude", "longitude",
        "original_auth_request_id", "payment_account_unique_id",
        // Lines
        "parent_line_id", "shipping_line_number", "promotions_info", "source_location", "pickup_location",
        "mandatory_price_review", "total_source_allocations",
        // Money: totals are kept, not what they are made of.
        "taxes", "vat_rate", "vat_detail",
        // Shipments
        "parent_order_line_number", "order_line_price", "order_line_promotions_info", "shipping_label_link",
        "aggregated_line_id",
    ]
}
