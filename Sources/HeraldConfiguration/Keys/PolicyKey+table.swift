import Communications

extension PolicyKey {
    private static let day = 86_400

    /// Every setting of a sales channel.
    static let all: [PolicyKey] = decisions + payment + remorse + recipients + delivery + mail + shop

    private static let decisions = [
        PolicyKey(
            "order_confirmation", .choice, \.orderConfirmationOwner,
            "Who sends the order confirmation: the shop's frontend, or herald as the service."),
        PolicyKey(
            "fallback_after", .optional(.seconds(1...365 * day)), \.fallbackAfter,
            "After this time herald sends a confirmation that the frontend did not acknowledge; none: never."),
        PolicyKey(
            "max_age", .seconds(60...3650 * day), \.maxAge, "Older facts are not told any more."),
        PolicyKey(
            "hold_deadline", .seconds(60...365 * day), \.holdDeadline,
            "How long a communication may be held before it needs attention."),
        PolicyKey("disabled_kinds", .set(of: .kind), \.disabledKinds, "Kinds of communication that are switched off."),
        PolicyKey(
            "cancelled_status_is_final", .flag, \.cancelledStatusIsFinal,
            "Whether the order status CANCELLED alone means that the order is cancelled for good."),
        PolicyKey(
            "approved_means_received", .flag, \.approvedMeansReceived,
            "Whether an approved return means that its requested lines were received."),
    ]

    private static let payment = [
        PolicyKey(
            "authorization_failure_reasons", .list(of: .code), \.authorizationFailureReasons,
            "Reasons of an order in ERROR that mean a failed payment authorisation."),
        PolicyKey(
            "capture_failure_reasons", .list(of: .code), \.captureFailureReasons,
            "Reasons of an order in ERROR that mean a failed payment capture."),
        PolicyKey(
            "refund_days.METHOD", each: .integer(0...365), \.refundDays, unit: "days",
            "Days until a refund by this payment method shows on the customer's account."),
        PolicyKey(
            "refund_days_default", .integer(0...365), \.refundDaysDefault, unit: "days",
            "Days until a refund by any other payment method shows."),
    ]

    private static let remorse = [
        PolicyKey(
            "remorse.length", .optional(.seconds(1...365 * day)), \.remorse.length,
            "How long a customer may change their mind about an ordinary line; the longest of all lines counts."),
        PolicyKey(
            "remorse.by_product_type.PRODUCT_TYPE", each: .seconds(1...365 * day), \.remorse.byProductType,
            "The same for lines of a product type."),
        PolicyKey(
            "remorse.by_attribute.ATTRIBUTE", each: .seconds(1...365 * day), \.remorse.byAttribute,
            "The same for lines with a custom attribute, given as name or name=value."),
    ]

    private static let recipients = [
        PolicyKey("locale", .locale, \.locale, "Locale of orders that name none."),
        PolicyKey(
            "customer_service", .list(of: .desk, mayBeEmpty: false), \.customerService,
            "Addresses of customer service, who alone are told of payment exceptions."),
        PolicyKey(
            "suppressed_recipients", .set(of: .lowercaseMailAddress), \.suppressedRecipients,
            "Addresses that get nothing."),
        PolicyKey("muted_orders", .set(of: .text), \.mutedOrders, "Orders about which nobody is told."),
        PolicyKey("sandbox", .flag, \.isSandbox, "Whether nothing is sent because the sales channel is a sandbox."),
    ]

    private static let delivery =
        Kind.all.map { kind in
            PolicyKey(
                "delivery_channels." + kind.name,
                .optional(.list(of: .channelName, mayBeEmpty: false)), \.deliveryChannels[kind],
                "Delivery channels of \(kind.name); none: default_delivery_channels.")
        } + [
            PolicyKey(
                "default_delivery_channels", .list(of: .channelName, mayBeEmpty: false), \.defaultDeliveryChannels,
                "Delivery channels of kinds without their own.")
        ]

    private static let mail = [
        PolicyKey(
            "mail.reply_to", .optional(.mailAddress), \.mail.replyTo,
            "Address that answers to mails go to; none: the sender."),
        PolicyKey(
            "mail.thread_by_order", .flag, \.mail.threadsByOrder, "Whether mails about one order stand in one thread."),
    ]

    private static let shop = [
        PolicyKey("shop.name", .text, \.shop.name, "Name of the shop in texts."),
        PolicyKey("shop.from_address", .mailAddress, \.shop.fromAddress, "Sender of mails to customers."),
        PolicyKey("shop.address", .list(of: .text), \.shop.address, "Lines of the shop's postal address in texts."),
        PolicyKey("shop.website", .optional(.link()), \.shop.website, "Link to the shop's own pages."),
        PolicyKey(
            "shop.contact_email", .optional(.mailAddress), \.shop.contactEmail, "Where customers write with questions."),
        PolicyKey(
            "shop.contact_phone", .optional(.text), \.shop.contactPhone, "Where customers call with questions."),
        PolicyKey(
            "shop.return_address", .list(of: .text), \.shop.returnAddress,
            "Lines of the address to which goods are sent back, shown where a return has no label."),
        PolicyKey(
            "shop.order_link", .optional(.link("order")), \.shop.orderLink, "Link to an order, for customers."),
        PolicyKey(
            "shop.shipment_link", .optional(.link("order", "shipment")), \.shop.shipmentLink,
            "Link to the details of a shipment, for customers."),
        PolicyKey(
            "shop.service_link", .optional(.link("channel", "order")), \.shop.serviceLink,
            "Link to an order, for customer service."),
    ]
}
