import Communications
import HeraldConfiguration
import Testing

@Suite("The merchant's policy")
struct PolicyTests {
    /// Every setting of a sales channel, none at its default.
    static let settings = """
        order_confirmation: service
        fallback_after: 2h30m
        max_age: 7d
        hold_deadline: 90s
        disabled_kinds: [return_received, payment_capture_failed]
        cancelled_status_is_final: true
        approved_means_received: false
        authorization_failure_reasons: [Validate Auth Fail, max_auth_retry]
        capture_failure_reasons: payment-fail
        remorse:
          length: 30m
          by_product_type: {made to order: 1d}
          by_attribute: {backorder: 2h, "engraving=yes": 3h}
        refund_days: {Credit Card: 3, PAYPAL: 1}
        refund_days_default: 7
        locale: de_DE
        customer_service: [desk@example.com, second@example.com]
        delivery_channels:
          order_confirmation: [mailbox, webhook]
          payment_capture_failed: webhook
        default_delivery_channels: [smtp]
        suppressed_recipients: [Nobody@Example.COM]
        muted_orders: [NQ-1, nq-2]
        sandbox: true
        mail: {reply_to: help@northquay.example, thread_by_order: false}
        shop:
          name: Northquay
          from_address: shop@northquay.example
          address: [Northquay GmbH, Lotsenweg 1, 28217 Bremen]
          website: https://northquay.example
          contact_email: help@northquay.example
          contact_phone: +49 421 5550100
          return_address: [Northquay, Hafenstraße 9]
          order_link: https://northquay.example/orders/{order}
          shipment_link: https://northquay.example/orders/{order}/shipments/{shipment}
          service_link: https://desk.northquay.example/{channel}/{order}
        """

    /// The delivery channels that the settings name.
    static let channels =
        "channels:\n  smtp: {host: mail.example}\n"
        + "  webhook: {endpoints: {erp: {url: 'https://erp.example/', secrets: [\(ChannelTests.secret)]}}}\n"
    static let reaches = ["webhook": ChannelReach.endpoints(["erp"])]

    static var expected: ChannelPolicy {
        var policy = ChannelPolicy()
        policy.orderConfirmationOwner = .service
        policy.fallbackAfter = 9000
        policy.maxAge = 7 * 86_400
        policy.holdDeadline = 90
        policy.disabledKinds = [.customer(.returnReceived), .customerService(.paymentCaptureFailed)]
        policy.cancelledStatusIsFinal = true
        policy.approvedMeansReceived = false
        policy.authorizationFailureReasons = ["VALIDATEAUTHFAIL", "MAXAUTHRETRY"]
        policy.captureFailureReasons = ["PAYMENTFAIL"]
        policy.remorse = RemorsePolicy(
            length: 1800, byProductType: ["MADETOORDER": 86_400],
            byAttribute: ["backorder": 7200, "engraving=yes": 10_800])
        policy.refundDays = ["CREDITCARD": 3, "PAYPAL": 1]
        policy.refundDaysDefault = 7
        policy.locale = "de_DE"
        policy.customerService = [
            CustomerServiceDesk(address: "desk@example.com"), CustomerServiceDesk(address: "second@example.com"),
        ]
        policy.deliveryChannels = [
            .customer(.orderConfirmation): ["mailbox", "webhook"], .customerService(.paymentCaptureFailed): ["webhook"],
        ]
        policy.defaultDeliveryChannels = ["smtp"]
        policy.suppressedRecipients = ["nobody@example.com"]
        policy.mutedOrders = ["NQ-1", "nq-2"]
        policy.isSandbox = true
        policy.mail.replyTo = "help@northquay.example"
        policy.mail.threadsByOrder = false
        policy.reaches = reaches
        policy.shop.name = "Northquay"
        policy.shop.fromAddress = "shop@northquay.example"
        policy.shop.address = ["Northquay GmbH", "Lotsenweg 1", "28217 Bremen"]
        policy.shop.website = "https://northquay.example"
        policy.shop.contactEmail = "help@northquay.example"
        policy.shop.contactPhone = "+49 421 5550100"
        policy.shop.returnAddress = ["Northquay", "Hafenstraße 9"]
        policy.shop.orderLink = "https://northquay.example/orders/{order}"
        policy.shop.shipmentLink = "https://northquay.example/orders/{order}/shipments/{shipment}"
        policy.shop.serviceLink = "https://desk.northquay.example/{channel}/{order}"
        return policy
    }

    static func indented(_ text: String, by depth: Int) -> String {
        text.split(separator: "\n").map { String(repeating: " ", count: depth) + $0 + "\n" }.joined()
    }

    /// The names of members whose values differ.
    static func differences(_ first: Any, _ second: Any) -> Set<String> {
        let pairs = zip(Mirror(reflecting: first).children, Mirror(reflecting: second).children)
        return Set(pairs.compactMap { String(describing: $0.value) != String(describing: $1.value) ? $0.label : nil })
    }

    @Test("Every member of a channel's policy can be configured")
    func everyMember() {
        let members = Mirror(reflecting: ChannelPolicy()).children.compactMap(\.label)
        #expect(Self.differences(ChannelPolicy(), Self.expected) == Set(members))
        let shop = Mirror(reflecting: ShopDetails()).children.compactMap(\.label)
        #expect(Self.differences(ShopDetails(), Self.expected.shop) == Set(shop))
        let mail = Mirror(reflecting: MailPolicy()).children.compactMap(\.label)
        #expect(Self.differences(MailPolicy(), Self.expected.mail) == Set(mail))
        let remorse = Mirror(reflecting: RemorsePolicy()).children.compactMap(\.label)
        #expect(Self.differences(RemorsePolicy(), Self.expected.remorse) == Set(remorse))
    }

    @Test("The settings of a named channel are mapped to their members")
    func namedChannel() throws {
        let configuration = try Configuration.load(
            yaml: Self.channels + "policy:\n  channels:\n    NORTHQUAY_DE:\n" + Self.indented(Self.settings, by: 6))
        #expect(configuration.policy.channels == ["NORTHQUAY_DE": Self.expected])
        var others = ChannelPolicy()
        others.reaches = Self.reaches
        #expect(configuration.policy.others == others)
    }

    @Test("The defaults are those of every channel, and a named one starts from them")
    func defaults() throws {
        let configuration = try Configuration.load(
            yaml: Self.channels
                + "policy:\n  default_channel: MAIN\n  channels:\n    B: {locale: fr_FR, refund_days: {PAYPAL: none}}\n"
                + "    C:\n  defaults:\n" + Self.indented(Self.settings, by: 4))
        var french = Self.expected
        french.locale = "fr_FR"
        french.refundDays = ["CREDITCARD": 3]
        #expect(configuration.policy.defaultChannel == "MAIN")
        #expect(configuration.policy.others == Self.expected)
        #expect(configuration.policy.channels == ["B": french, "C": Self.expected])
        #expect(configuration.policy.channel("unnamed") == Self.expected)
    }
}
