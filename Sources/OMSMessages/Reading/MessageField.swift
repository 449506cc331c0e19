/// Every member name that messages are read by; the parser recognises them, so that reading is a jump and no comparison.
///
/// Source: field tables of the message reference, sections 2 and 4 to 9. Names are case-sensitive.
enum MessageField: String, CaseIterable {
    // Envelope and arguments
    case method, params, id, client, order, shipment, refund
    case `return`
    // Identity
    case orderID = "order_id"
    case orderLineID = "order_line_id"
    case storeID = "store_id"
    case salesChannelID = "sales_channel_id"
    case sourceID = "source_id"
    case user, rma
    // Order
    case originalOrderID = "original_order_id"
    case store, status
    case statusReason = "status_reason"
    case statusDate = "status_date"
    case ip
    case vatCountry = "vat_country"
    case language, origin
    case originDate = "origin_date"
    case customerServiceAgent = "customer_service_agent"
    case giftMessage = "gift_message"
    case customer, addresses, payments, lines
    case customAttributes = "custom_attributes"
    case type, segment
    // Address
    case reference
    case addressType = "address_type"
    case firstName = "first_name"
    case lastName = "last_name"
    case address1, address2, city, state, zip
    case countryCode = "country_code"
    case phone, email, latitude, longitude
    // Lines
    case lineNumber = "line_number"
    case originalLineNumber = "original_line_number"
    case parentLineNumber = "parent_line_number"
    case parentLineID = "parent_line_id"
    case shippingLineNumber = "shipping_line_number"
    case productType = "product_type"
    case sku, quantity
    case productName = "product_name"
    case imageURL = "image_url"
    case productURL = "product_url"
    case shippingAddressReference = "shipping_address_reference"
    case paymentReference = "payment_reference"
    case amount
    case promotionsInfo = "promotions_info"
    case promiseDeliveryDate = "promise_delivery_date"
    case preOrderStreetDate = "pre_order_street_date"
    case sourceLocation = "source_location"
    case pickupLocation = "pickup_location"
    case mandatoryPriceReview = "mandatory_price_review"
    case totalSourceAllocations = "total_source_allocations"
    // Money
    case netAmount = "net_amount"
    case grossAmount = "gross_amount"
    case taxAmount = "tax_amount"
    case taxRate = "tax_rate"
    case taxes, currency, rate
    case originalPrice = "original_price"
    case promotions, code, name, discount, percentage, value
    case attributeCode = "attribute_code"
    // Payments
    case transactions
    case paymentMethod = "payment_method"
    case paymentSubmethod = "payment_submethod"
    case billingAddressReference = "billing_address_reference"
    case gatewayInformation = "gateway_information"
    case gatewayID = "gateway_id"
    case account
    case transactionID = "transaction_id"
    case authorizationStatus = "authorization_status"
    case originalAuthRequestID = "original_auth_request_id"
    case paymentAccountUniqueID = "payment_account_unique_id"
    // Shipment
    case shipmentID = "shipment_id"
    case misspeltShipmentID = "shimpent_id"
    case shipmentRequestID = "shipment_request_id"
    case shipmentDate = "shipment_date"
    case items, packages, address
    case orderLineNumber = "order_line_number"
    case parentOrderLineNumber = "parent_order_line_number"
    case itemType = "item_type"
    case orderLinePrice = "order_line_price"
    case orderLinePromotionsInfo = "order_line_promotions_info"
    case carrier
    case trackingNumber = "tracking_number"
    case trackingLink = "tracking_link"
    case trackingComment = "tracking_comment"
    case shippingLabelLink = "shipping_label_link"
    case details
    case aggregatedItems = "aggregated_items"
    case aggregatedLineID = "aggregated_line_id"
    case orderLines = "order_lines"
    case weight, length, width, height
    case weightUnit = "weight_unit"
    case dimensionsUnit = "dimensions_unit"
    // Return
    case returnTrackingNumber = "return_tracking_number"
    case returnTrackingURL = "return_tracking_url"
    case returnTrackingLabelURL = "return_tracking_label_url"
    case returnTrackingCarrier = "return_tracking_carrier"
    case reasonCode = "reason_code"
    case reasonName = "reason_name"
    case date, reason
    case reasonDescription = "reason_description"
    case condition
    case conditionDescription = "condition_description"
    // Refund
    case creditNoteNumber = "credit_note_number"
    case creditNoteDate = "credit_note_date"
    case refundType = "refund_type"
    case refundReason = "refund_reason"
    case orderLine = "order_line"
    case orderItemID = "order_item_id"
    case ref
    case costGross = "cost_gross"
    case costNet = "cost_net"
    case costVAT = "cost_vat"
    case vatRate = "vat_rate"
    case vatDetail = "vat_detail"

    /// The fields in the order of their symbols: symbol 1 is the first.
    static let bySymbol = Array(allCases)
}

extension JSONNode {
    /// Which known field a key names; nil for any other name.
    var field: MessageField? {
        let index = Int(symbol) - 1
        // A symbol is a place in the list of cases, which lies in the enumeration's own order.
        return index < 0 ? nil : unsafe unsafeBitCast(UInt8(truncatingIfNeeded: index), to: MessageField.self)
    }

    /// The last member that is this field.
    func member(_ field: MessageField) -> JSONNode? {
        var found: JSONNode?
        for (key, value) in members where key.field == field { found = value }
        return found
    }
}
