public import OrderModel

/// What the merchant decided, for each sales channel.
public struct Policy: Hashable, Sendable {
    /// The channel that a snapshot without one belongs to.
    public var defaultChannel: String
    /// The settings of channels that configuration names.
    public var channels: [String: ChannelPolicy]
    /// The settings of all other channels, and the defaults of the named ones.
    public var others: ChannelPolicy

    public init(
        defaultChannel: String = "default", channels: [String: ChannelPolicy] = [:],
        others: ChannelPolicy = ChannelPolicy()
    ) {
        self.defaultChannel = defaultChannel
        self.channels = channels
        self.others = others
    }

    /// The settings of a sales channel.
    public func channel(_ name: String) -> ChannelPolicy { channels[name] ?? others }

    /// What folding needs to know of the policy.
    public var channelRules: ChannelRules {
        ChannelRules(
            defaultChannel: defaultChannel, configured: channels.mapValues(\.foldRules), others: others.foldRules)
    }
}

/// The settings of one sales channel. Lengths of time are in seconds.
public struct ChannelPolicy: Hashable, Sendable {
    /// Who sends the order confirmation. Default: the frontend (seed, "Order Confirmation").
    public var orderConfirmationOwner = ConfirmationOwner.frontend
    /// After this time a delegated confirmation that nobody acknowledged is sent by herald; nil: never.
    public var fallbackAfter: Int?
    /// Older facts are not told any more. Default 14 days.
    public var maxAge = 14 * 86_400
    /// How long a hold may last before it needs attention. Default 3 days.
    public var holdDeadline = 3 * 86_400
    /// Kinds that are switched off.
    public var disabledKinds: Set<Kind> = []
    /// Status `CANCELLED` alone means the order is cancelled for good. Default off.
    public var cancelledStatusIsFinal = false
    /// An approved return means its requested lines were received. Default on.
    public var approvedMeansReceived = true
    /// Normalised reasons under `ERROR` that mean a failed authorisation. Default: the seed's.
    public var authorizationFailureReasons = ["VALIDATEAUTHFAIL"]
    /// Normalised reasons under `ERROR` that mean a failed capture. Default: the seed's.
    public var captureFailureReasons = ["CAPTUREFAILURE"]
    public var remorse = RemorsePolicy()
    /// Days until a refund shows, by normalised payment method.
    public var refundDays: [String: Int] = [:]
    /// Days until a refund shows for every other method. Default 5.
    public var refundDaysDefault = 5
    /// The locale of orders that name none.
    public var locale = "en_US"
    /// Who gets payment exceptions.
    public var customerService = [CustomerServiceDesk(address: "customer-service@localhost")]
    /// Over which delivery channels a kind goes; kinds not named go over `defaultDeliveryChannels`.
    public var deliveryChannels: [Kind: [String]] = [:]
    public var defaultDeliveryChannels = ["mailbox"]
    /// What recipients of delivery channels are, where they are no e-mail addresses; it follows from configuration.
    public var reaches: [String: ChannelReach] = [:]
    /// Addresses that get nothing, lower case.
    public var suppressedRecipients: Set<String> = []
    /// Orders about which nobody is told.
    public var mutedOrders: Set<String> = []
    /// Nothing is sent from a sandbox.
    public var isSandbox = false
    /// What the texts need to know about the shop.
    public var shop = ShopDetails()
    public var mail = MailPolicy()

    public init() {}

    /// Who sends the order confirmation.
    public enum ConfirmationOwner: String, Hashable, Sendable, CaseIterable {
        case frontend
        case service
    }

    public var foldRules: FoldRules {
        FoldRules(approvedMeansReceived: approvedMeansReceived, cancelledStatusIsFinal: cancelledStatusIsFinal)
    }

    /// The kind that a payment error belongs to, by the normalised reason.
    func paymentException(reason: String) -> CustomerServiceKind? {
        if authorizationFailureReasons.contains(reason) { return .paymentAuthorizationFailed }
        if captureFailureReasons.contains(reason) { return .paymentCaptureFailed }
        return nil
    }

    func reasons(of kind: CustomerServiceKind) -> [String] {
        switch kind {
        case .paymentAuthorizationFailed: authorizationFailureReasons
        case .paymentCaptureFailed: captureFailureReasons
        }
    }

    /// The delivery channels of a kind.
    public func deliveryChannels(for kind: Kind) -> [String] { deliveryChannels[kind] ?? defaultDeliveryChannels }
}

/// How long a customer may change their mind: the longest length that applies to any line.
///
/// Source: seed, "Order Confirmation"; decision table, rule 1. Lengths in seconds.
public struct RemorsePolicy: Hashable, Sendable {
    /// For every line that is neither shipping nor virtual; nil: none.
    public var length: Int?
    /// By normalised product type.
    public var byProductType: [String: Int] = [:]
    /// By custom attribute, as `name` or `name=value`.
    public var byAttribute: [String: Int] = [:]

    public init(length: Int? = nil, byProductType: [String: Int] = [:], byAttribute: [String: Int] = [:]) {
        self.length = length
        self.byProductType = byProductType
        self.byAttribute = byAttribute
    }
}

/// The shop behind a sales channel, as its customers know it.
public struct ShopDetails: Hashable, Sendable {
    public var name = "Our shop"
    /// Sender of mails to customers.
    public var fromAddress = "shop@localhost"
    /// The lines of the postal address, as they stand below a letter.
    public var address: [String] = []
    /// The shop's own pages.
    public var website: String?
    /// Where customers write with questions; nil: mails name no address, and answers go to the sender.
    public var contactEmail: String?
    /// Where customers call with questions.
    public var contactPhone: String?
    /// The lines of the address to which goods are sent back, where no label says it.
    public var returnAddress: [String] = []
    /// Link to an order; `{order}` stands for its id.
    public var orderLink: String?
    /// Link to a shipment's detail page; `{order}` and `{shipment}` stand for the ids.
    public var shipmentLink: String?
    /// Link for customer service to the order; `{channel}` and `{order}` stand for the ids.
    public var serviceLink: String?

    public init() {}

    /// Puts ids into a link. Whatever is not unreserved in a URL is percent-encoded: ids are hostile text.
    public static func link(_ template: String?, _ values: @autoclosure () -> [String: String]) -> String? {
        guard var link = template else { return nil }
        for (name, value) in values().sorted(by: { $0.key < $1.key }) {
            link = link.replacing("{\(name)}", with: percentEncoded(value))
        }
        return link
    }

    private static func percentEncoded(_ text: String) -> String {
        var result = ""
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E:
                result.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                result += "%" + (digits.count == 1 ? "0" : "") + digits
            }
        }
        return result
    }
}
